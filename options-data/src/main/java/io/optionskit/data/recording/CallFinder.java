/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.recording.ReplaySettings.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the recorded call that a request is answered with. May be used by several threads. */
final class CallFinder {

  /** A recorded call that answers requests. */
  record Candidate(RecordedCall call, Asked asked) {}

  /** Parameters that say what is asked for, so that another value is another question. */
  private static final Set<String> TELLING =
      Set.of(
          "dataset",
          "file_type",
          "format",
          "function",
          "id",
          "root",
          "schema",
          "series_id",
          "symbol",
          "symbols",
          "ticker",
          "underlying_ticker");

  private static final int MOST_SHOWN = 3;

  private final ReplaySettings settings;
  private final boolean inOrder;
  private final List<Candidate> candidates;
  private final Set<String> wildcards = new TreeSet<>();
  private final Map<String, Integer> given = new TreeMap<>();

  CallFinder(Archive archive, ReplaySettings settings) {
    this.settings = settings;
    inOrder = archive.isRecording();
    candidates =
        archive.calls().stream()
            .filter(call -> call.isHttp() && !call.isStream())
            .map(call -> new Candidate(call, asked(archive, call, settings)))
            .toList();
    for (Candidate candidate : candidates) {
      candidate
          .asked
          .parameters()
          .forEach(
              (name, values) -> {
                if (values.stream().anyMatch(Scrubber::isPlaceholder)) {
                  wildcards.add(name);
                }
              });
    }
  }

  /** Returns what a call answers, by its address and, where that is not enough, by its body. */
  private static Asked asked(Archive archive, RecordedCall call, ReplaySettings settings) {
    Asked asked = Asked.of(call);
    if (settings.matching() == Matching.CLOSEST) {
      settings
          .questions()
          .read(call, () -> archive.body(call))
          .forEach((name, values) -> asked.parameters().putIfAbsent(name, List.copyOf(values)));
    }
    return asked;
  }

  /** Returns the call to answer with, the next one where there are several. */
  Optional<RecordedCall> find(Asked asked) {
    List<Candidate> fitting = settings.matching() == Matching.EXACT ? exact(asked) : closest(asked);
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    if (!inOrder) {
      return Optional.of(fitting.get(0).call());
    }
    String key = key(fitting.get(0).asked());
    synchronized (given) {
      int number = given.merge(key, 1, Integer::sum) - 1;
      if (number < fitting.size()) {
        return Optional.of(fitting.get(number).call());
      }
      return settings.repeatsLast()
          ? Optional.of(fitting.get(fitting.size() - 1).call())
          : Optional.empty();
    }
  }

  /** Says why a request has no answer. */
  String problem(Asked asked) {
    int recorded = exact(asked).size();
    if (recorded > 0) {
      return asked
          + " was recorded "
          + recorded
          + (recorded == 1 ? " time" : " times")
          + ", and all answers have been given";
    }
    List<String> nearest =
        candidates.stream()
            .sorted(Comparator.comparingInt((Candidate each) -> -likeness(each.asked(), asked)))
            .map(each -> each.asked().toString())
            .distinct()
            .limit(MOST_SHOWN)
            .toList();
    return asked
        + " is not in the recording"
        + (nearest.isEmpty()
            ? ", which holds no calls"
            : "; the nearest of its calls are: " + String.join(", ", nearest));
  }

  private List<Candidate> exact(Asked asked) {
    String wanted = key(asked);
    return candidates.stream()
        .filter(
            each ->
                key(each.asked()).equals(wanted)
                    && (each.asked().bodySha256().isEmpty()
                        || asked.bodySha256().isEmpty()
                        || each.asked().bodySha256().equals(asked.bodySha256())))
        .toList();
  }

  /** Returns the best fitting calls, those with equal parameters only. */
  private List<Candidate> closest(Asked asked) {
    List<Candidate> fitting = new ArrayList<>();
    for (Candidate each : candidates) {
      if (pathLikeness(each.asked(), asked) >= 0 && !contradicts(each.asked(), asked)) {
        fitting.add(each);
      }
    }
    fitting.sort(
        Comparator.comparingInt((Candidate each) -> -pathLikeness(each.asked(), asked))
            .thenComparingInt(each -> -common(each.asked(), asked))
            .thenComparingInt(each -> each.asked().method().equals(asked.method()) ? 0 : 1)
            .thenComparingInt(each -> strange(each.asked(), asked))
            .thenComparingInt(each -> each.call().status() / 100 == 2 ? 0 : 1));
    if (fitting.isEmpty()) {
      return fitting;
    }
    String best = key(fitting.get(0).asked());
    return fitting.stream().filter(each -> key(each.asked()).equals(best)).toList();
  }

  /** Returns method, path and the parameters that matter, as text. */
  private String key(Asked asked) {
    return asked.method() + " " + asked.path() + " " + mattering(asked);
  }

  private Map<String, List<String>> mattering(Asked asked) {
    Map<String, List<String>> mattering = new TreeMap<>();
    asked
        .parameters()
        .forEach(
            (name, values) -> {
              if (!Scrubber.isSecretName(name)
                  && !wildcards.contains(name)
                  && !settings.ignoredParameters().contains(name)) {
                mattering.put(name, values.stream().sorted().toList());
              }
            });
    return mattering;
  }

  /** Returns how many parts of the path are the same, negative if a part is another one. */
  private static int pathLikeness(Asked recorded, Asked asked) {
    if (recorded.path().size() != asked.path().size()) {
      return -1;
    }
    int same = 0;
    for (int i = 0; i < recorded.path().size(); i++) {
      String part = recorded.path().get(i);
      if (part.equals(asked.path().get(i))) {
        same++;
      } else if (!(part.startsWith("{") && part.endsWith("}")) && !part.equals("...")) {
        return -1;
      }
    }
    return same;
  }

  private boolean contradicts(Asked recorded, Asked asked) {
    Map<String, List<String>> mattering = mattering(asked);
    return mattering(recorded).entrySet().stream()
        .filter(entry -> TELLING.contains(entry.getKey()))
        .anyMatch(
            entry -> {
              List<String> values = mattering.get(entry.getKey());
              return values != null && !haveCommon(each(entry.getValue()), each(values));
            });
  }

  /** Returns the single values of lists such as {@code SPY,QQQ}. */
  private static List<String> each(List<String> values) {
    return values.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
  }

  private static boolean haveCommon(List<String> recorded, List<String> asked) {
    return recorded.contains("*")
        || asked.contains("*")
        || asked.stream().anyMatch(recorded::contains);
  }

  private int common(Asked recorded, Asked asked) {
    Map<String, List<String>> mattering = mattering(asked);
    return (int)
        mattering(recorded).entrySet().stream()
            .filter(entry -> entry.getValue().equals(mattering.get(entry.getKey())))
            .count();
  }

  /** Returns how many parameters were recorded that are not asked for like that. */
  private int strange(Asked recorded, Asked asked) {
    return mattering(recorded).size() - common(recorded, asked);
  }

  private int likeness(Asked recorded, Asked asked) {
    int parts = 0;
    int most = Math.min(recorded.path().size(), asked.path().size());
    while (parts < most && recorded.path().get(parts).equals(asked.path().get(parts))) {
      parts++;
    }
    boolean samePath = recorded.path().equals(asked.path());
    return (samePath ? 1000 : 0) + 10 * parts + common(recorded, asked);
  }
}
