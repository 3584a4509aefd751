/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.recording.ArchiveException;
import io.optionskit.data.store.StoreException;
import io.optionskit.examples.report.Json;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.JournalException;
import io.optionskit.spi.ProviderException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a parsed command line: help, then all problems at once, then the job, then its outcome. */
final class Execution {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final CommandLine command;
  private final boolean json;

  private Execution(CommandLine command, boolean json) {
    this.command = command;
    this.json = json;
  }

  static int run(ParseResult parsed, boolean json, Optional<Boolean> progress) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    List<CommandLine> chain = parsed.asCommandLineList();
    CommandLine last = chain.get(chain.size() - 1);
    Problems problems = new Problems();
    for (CommandLine each : chain) {
      each.getParseResult().errors().forEach(error -> problems.add(message(error)));
    }
    boolean live = progress.orElseGet(Console::isTerminal);
    return new Execution(last, json).run(problems, new Console(last.getErr(), live));
  }

  private int run(Problems problems, Console console) {
    try {
      SubCommand.Job job = job(problems);
      problems.throwIfAny();
      Outcome outcome = job.run(console);
      console.clear();
      print(outcome);
      return outcome.exitCode();
    } catch (UsageException e) {
      return wrongUsage(e.problems());
    } catch (ProviderException e) {
      console.clear();
      return failed(code(e.reason()), e);
    } catch (BrokerException e) {
      console.clear();
      return failed("BROKER_" + e.reason(), e);
    } catch (ArchiveException
        | JournalException
        | StoreException
        | IllegalArgumentException
        | UncheckedIOException e) {
      console.clear();
      return failed("RUN_FAILED", e);
    } catch (OutOfMemoryError e) {
      console.clear();
      return failed(
          "OUT_OF_MEMORY",
          new IllegalStateException("not enough memory; give Java more, such as -Xmx4g", e));
    }
  }

  private SubCommand.Job job(Problems problems) {
    if (command.getCommandSpec().userObject() instanceof SubCommand subCommand) {
      return subCommand.prepare(problems);
    }
    problems.add("a command is required: " + String.join(", ", command.getSubcommands().keySet()));
    throw problems.exception();
  }

  private void print(Outcome outcome) {
    PrintWriter out = command.getOut();
    String document = outcome.json().isEmpty() ? "" : Json.text(outcome.json());
    String result = json ? document : outcome.text();
    out.print(result.isEmpty() ? "" : result + "\n");
    out.flush();
  }

  private int wrongUsage(List<String> problems) {
    PrintWriter err = command.getErr();
    problems.forEach(problem -> err.println("error: " + problem));
    err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    if (json) {
      ObjectNode error = Json.object();
      problems.forEach(error.put("code", "CONFIG_INVALID").putArray("problems")::add);
      printError(error);
    }
    return WRONG_USAGE;
  }

  private int failed(String code, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    command.getErr().println("error: " + message);
    command.getErr().flush();
    if (json) {
      printError(Json.object().put("code", code).put("message", message));
    }
    return FAILED;
  }

  private void printError(ObjectNode error) {
    command.getOut().print(Json.text(Json.object().set("error", error)) + "\n");
    command.getOut().flush();
  }

  private static String code(ProviderException.Reason reason) {
    return switch (reason) {
      case UNKNOWN_SYMBOL -> "INVALID_SYMBOL";
      case RATE_LIMITED -> "RATE_LIMIT_EXCEEDED";
      default -> "DATA_UNAVAILABLE";
    };
  }

  private static String message(Exception error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      return "unknown: "
          + String.join(" ", unmatched.getUnmatched())
          + (suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?");
    }
    return String.valueOf(error.getMessage());
  }
}
