/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.examples.report.Json;
import io.optionskit.spi.SecretSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks what the other commands need and says what to do where something is missing. */
@Command(
    name = "verify-setup",
    description =
        "Checks Java, memory, disk, databases, journal, the keys of all data providers and, if"
            + " asked, the providers themselves.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit verify-setup",
      "  optionskit verify-setup --provider cboe --provider fred-graph",
      "  optionskit verify-setup --provider yahoo --base-url http://localhost:8080 --symbol SPY"
    })
final class VerifySetupCommand implements SubCommand {

  private static final String ALL = "all";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder that runs will write to; default ./optionskit-out.")
  private Path out = Path.of("optionskit-out");

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "Asks this provider something small; may be repeated, or be all. By default nothing is"
              + " called.")
  private List<String> providers = List.of();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Asks the provider at this address; default yahoo.")
  private Optional<String> baseUrl = Optional.empty();

  @Option(
      names = "--symbol",
      paramLabel = "TICKER",
      description = "Underlying that providers are asked for; default SPY.")
  private String symbol = "SPY";

  @Override
  public Job prepare(Problems problems) {
    List<ProviderChoice.Chosen> asked = new ArrayList<>();
    for (ProviderEntry entry : wanted(problems)) {
      ProviderChoice.at(problems, entry, baseUrl).ifPresent(asked::add);
    }
    return console -> {
      List<SetupCheck> checks = new ArrayList<>(LocalChecks.run(out));
      SecretSource secrets = SecretSource.of(System.getenv());
      for (ProviderEntry entry : ProviderCatalog.standard().entries()) {
        if (asked.stream().noneMatch(chosen -> chosen.entry().equals(entry))) {
          checks.add(ProviderChecks.keys(entry, secrets));
        }
      }
      for (ProviderChoice.Chosen chosen : asked) {
        console.progress("asking " + chosen.entry().title());
        checks.add(ProviderChecks.reach(chosen, symbol));
      }
      boolean ok = checks.stream().allMatch(SetupCheck::passed);
      return new Outcome(ok ? 0 : 1, json(ok, checks), text(ok, checks));
    };
  }

  private List<ProviderEntry> wanted(Problems problems) {
    ProviderCatalog catalog = ProviderCatalog.standard();
    if (providers.contains(ALL)) {
      if (baseUrl.isPresent()) {
        problems.add("--base-url is the address of one provider: name it with --provider");
      }
      return catalog.entries();
    }
    List<String> names = providers.isEmpty() && baseUrl.isPresent() ? List.of("yahoo") : providers;
    if (names.size() > 1 && baseUrl.isPresent()) {
      problems.add("--base-url is the address of one provider, not of " + names.size());
    }
    List<ProviderEntry> wanted = new ArrayList<>();
    for (String name : names) {
      Optional<ProviderEntry> entry = catalog.find(name);
      entry.ifPresent(wanted::add);
      if (entry.isEmpty()) {
        String known =
            catalog.entries().stream().map(ProviderEntry::name).collect(Collectors.joining(", "));
        problems.add("--provider must be all or one of " + known + ": " + name);
      }
    }
    return wanted;
  }

  private static ObjectNode json(boolean ok, List<SetupCheck> checks) {
    ObjectNode json = Json.object().put("ok", ok);
    ArrayNode array = json.putArray("checks");
    for (SetupCheck check : checks) {
      ObjectNode each = array.addObject();
      each.put("name", check.name());
      each.put("ok", check.passed());
      each.put("found", check.found());
      each.put("advice", check.advice().orElse(null));
    }
    return json;
  }

  private static String text(boolean ok, List<SetupCheck> checks) {
    StringBuilder text = new StringBuilder();
    for (SetupCheck check : checks) {
      text.append(check.passed() ? "ok      " : "FAILED  ").append(check.name());
      text.append(" ".repeat(Math.max(1, 27 - check.name().length()))).append(check.found());
      check.advice().ifPresent(advice -> text.append("\n        what to do: ").append(advice));
      text.append('\n');
    }
    long failed = checks.stream().filter(check -> !check.passed()).count();
    return text.append('\n').append(ok ? "Everything is there." : failed + " failed.").toString();
  }
}
