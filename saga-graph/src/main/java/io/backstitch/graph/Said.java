package io.backstitch.graph;

/**
 * A value that the author of a saga has said.
 *
 * @param value the value
 * @param place where it is said; the whole annotation where the value is its default
 * @param <T> its type
 */
public record Said<T>(T value, Place place) {}
