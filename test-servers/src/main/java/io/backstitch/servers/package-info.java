/**
 * Real servers for tests, the demo and benchmarks: {@link io.backstitch.servers.PostgresServer},
 * {@link io.backstitch.servers.KafkaServer}, {@link io.backstitch.servers.RabbitServer} and {@link
 * io.backstitch.servers.JavaProcess}, each a process of its own that can be killed with SIGKILL and
 * started again on the same data and port. Each listens on a free port of the loopback address,
 * keeps all that it writes in a temporary directory, and ends with the JVM that started it, however
 * that JVM ends. A {@link io.backstitch.servers.PostgresProxy} cuts connections at exact moments.
 */
@NullMarked
package io.backstitch.servers;

import org.jspecify.annotations.NullMarked;
