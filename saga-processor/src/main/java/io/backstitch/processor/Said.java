package io.backstitch.processor;

/**
 * A value that an annotation says.
 *
 * @param value the value
 * @param place where it is said; the whole annotation where the value is its default
 * @param <T> its type
 */
record Said<T>(T value, Place place) {}
