/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry of the executable jar: one command with sub-commands. */
@Command(
    name = "optionskit",
    description = "Options trading from quote to order.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the run failed",
      "2:wrong usage or configuration; all problems are listed"
    },
    subcommands = {
      DemoCommand.class,
      BacktestCommand.class,
      ImportCommand.class,
      ChainCommand.class,
      BarsCommand.class,
      RatesCommand.class,
      GreeksCommand.class,
      IvCommand.class,
      SurfaceCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MigrateCommand.class,
      VerifySetupCommand.class
    })
public final class Main {

  private static final Set<String> LOG_LEVELS =
      Set.of("trace", "debug", "info", "warn", "error", "off");

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description =
          "Print the result as one JSON document; everything else goes to standard error.")
  private boolean json;

  @Option(
      names = "--progress",
      scope = ScopeType.INHERIT,
      negatable = true,
      description = "Show progress on standard error; by default only on a terminal.")
  private java.util.Optional<Boolean> progress = java.util.Optional.empty();

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args command line: a sub-command and its options
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    setLogLevel(System.getenv());
    CommandLine commands = commandLine();
    commands.setOut(utf8(FileDescriptor.out));
    commands.setErr(utf8(FileDescriptor.err));
    int exitCode = commands.execute(args);
    commands.getOut().flush();
    commands.getErr().flush();
    System.exit(exitCode);
  }

  /**
   * Returns the command line with every sub-command, for use inside another process.
   *
   * @return a new command line; executing it does not end the process
   */
  public static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commands = new CommandLine(main);
    collectErrors(commands);
    commands.setExecutionStrategy(parsed -> Execution.run(parsed, main.json, main.progress));
    commands.setUsageHelpAutoWidth(true);
    return commands;
  }

  /** Lets parsing go on after a mistake, so that all of them can be told. */
  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(Main::collectErrors);
  }

  /** Returns whether the result is to be one JSON document on standard output. */
  boolean isJson() {
    return json;
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static void setLogLevel(Map<String, String> environment) {
    String level = environment.getOrDefault("LOG_LEVEL", "warn").toLowerCase(Locale.ROOT);
    System.setProperty(
        "org.slf4j.simpleLogger.defaultLogLevel", LOG_LEVELS.contains(level) ? level : "warn");
  }

  static final class Version implements CommandLine.IVersionProvider {

    /** Returns the version of the jar, or what says that there is none. */
    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development build" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"optionskit " + number()};
    }
  }
}
