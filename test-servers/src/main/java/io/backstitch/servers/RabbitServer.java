package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real RabbitMQ, one node without plugins, on a free port of the loopback address. It can be
 * stopped or killed and started again on the same data and port, as often as wanted. Debian's
 * package is installed if it is missing and this is root. Not thread-safe.
 */
public final class RabbitServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);
  private static final byte[] GREETING = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

  private static final ServerNeed NEED = ServerNeed.of("rabbitmq");
  private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");
  private static final DebianPackage PACKAGE =
      new DebianPackage("rabbitmq-server", PROGRAMS.resolve("rabbitmq-server"));

  private final Path program;
  private final ServerHome home;

  /** The daemon by which Erlang's nodes find each other: its own, that ends with it. */
  private final ServerHome daemonHome;

  private final int port = FreePort.next();
  private final int daemonPort = FreePort.next();
  private final int nodePort = FreePort.next();

  /**
   * A broker that does not run yet; its address is known and nobody listens there.
   *
   * @throws ServerFailedException if RabbitMQ is not there and cannot be installed
   */
  public RabbitServer() {
    NEED.skipUnlessWanted();
    program = PACKAGE.installed(NEED);
    home = new ServerHome("rabbitmq", "KILL");
    daemonHome = new ServerHome("epmd", "KILL");
  }

  /**
   * A new broker that answers.
   *
   * @return the broker
   */
  public static RabbitServer started() {
    RabbitServer server = new RabbitServer();
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Starts the broker, for the first time or again on what it left behind, and returns when it
   * answers.
   *
   * @throws ServerFailedException if it does not, with the end of its log
   */
  public void start() {
    writeConfiguration();
    if (!listens(daemonPort)) {
      startDaemon();
    }
    List<String> command = new ArrayList<>(ParentDeath.prefix("KILL"));
    // RABBITMQ_ALLOW_INPUT makes the script become the node, so that signals reach it.
    command.addAll(List.of(program.toString(), "-noinput", "+S", "2:2", "+sbwt", "none"));
    home.start(new Program(this + "", command, environment(), home.work()))
        .awaitReady(this::answers, PATIENCE);
  }

  /** Ends the broker in order, as an administrator does. */
  public void stop() {
    home.stop("TERM");
  }

  /**
   * Ends the broker with SIGKILL. What it had confirmed is there after the next start: a queue that
   * was declared seconds ago would be lost with all that it holds, which is a weakness of this
   * version, so the log of declarations is written first.
   */
  public void kill() {
    control("eval", "mnesia:sync_log().");
    home.kill();
  }

  /** Stops the process with SIGSTOP: connections stay, and nobody answers. */
  public void freeze() {
    home.signal("STOP");
  }

  /** Lets a frozen process go on. */
  public void thaw() {
    home.signal("CONT");
  }

  /**
   * The broker's address, with user and password, which it keeps over restarts.
   *
   * @return such as {@code amqp://guest:guest@127.0.0.1:5672}
   */
  public String address() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  /**
   * Where it listens.
   *
   * @return a port of 127.0.0.1
   */
  public int port() {
    return port;
  }

  /** Makes the broker believe that it has no memory left, so that it blocks who publishes. */
  public void raiseMemoryAlarm() {
    control("set_vm_memory_high_watermark", "absolute", "1");
  }

  /** Gives it its memory back. */
  public void clearMemoryAlarm() {
    control("set_vm_memory_high_watermark", "absolute", "2GB");
  }

  /**
   * Does what an administrator does with {@code rabbitmqctl}.
   *
   * @param arguments the command and its arguments
   * @return what it printed
   * @throws ServerFailedException if it failed
   */
  public String control(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.resolveSibling("rabbitmqctl").toString());
    command.addAll(List.of("-q", "-n", node()));
    command.addAll(List.of(arguments));
    ShortCommand.Ended ended = new ShortCommand(command, environment()).run(COMMAND_PATIENCE);
    if (ended.exitCode() != 0) {
      throw new ServerFailedException(
          "rabbitmqctl %s of %s failed: %s".formatted(arguments[0], this, ended.output()));
    }
    return ended.output();
  }

  /** Ends the broker and deletes everything that it wrote. */
  @Override
  public void close() {
    try {
      home.close();
    } finally {
      daemonHome.close();
    }
  }

  @Override
  public String toString() {
    return "RabbitMQ on port " + port;
  }

  private void startDaemon() {
    List<String> command = new ArrayList<>(ParentDeath.prefix("KILL"));
    command.addAll(List.of("epmd", "-address", "127.0.0.1", "-port", "" + daemonPort));
    daemonHome
        .start(new Program("epmd of " + this, command, Map.of(), daemonHome.work()))
        .awaitReady(() -> listens(daemonPort), PATIENCE);
  }

  private String node() {
    return "t" + port + "@localhost";
  }

  private Map<String, String> environment() {
    WorkDirectory work = home.work();
    return Map.ofEntries(
        Map.entry("HOME", work.directory("home").toString()),
        Map.entry("RABBITMQ_ALLOW_INPUT", "1"),
        Map.entry("RABBITMQ_NODENAME", node()),
        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        Map.entry("RABBITMQ_NODE_PORT", "" + port),
        Map.entry("RABBITMQ_DIST_PORT", "" + nodePort),
        Map.entry("RABBITMQ_MNESIA_BASE", work.directory("data").toString()),
        Map.entry("RABBITMQ_LOG_BASE", work.directory("log").toString()),
        Map.entry("RABBITMQ_LOGS", "-"),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", work.file("enabled_plugins").toString()),
        Map.entry("RABBITMQ_CONF_ENV_FILE", work.file("rabbitmq-env.conf").toString()),
        Map.entry("RABBITMQ_CONFIG_FILE", work.file("rabbitmq.conf").toString()),
        Map.entry("RABBITMQ_PID_FILE", work.file("pid").toString()),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("ERL_EPMD_PORT", "" + daemonPort));
  }

  private void writeConfiguration() {
    String configuration =
        """
        log.console = true
        log.console.level = warning
        vm_memory_high_watermark.absolute = 2GB
        disk_free_limit.absolute = 1MB
        """;
    try {
      Files.writeString(home.work().file("rabbitmq.conf"), configuration);
      Files.writeString(home.work().file("enabled_plugins"), "[].\n");
      Files.writeString(home.work().file("rabbitmq-env.conf"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(GREETING);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
