package io.contacttree.local.stack;

import io.contacttree.aws.connect.ConnectShares;
import io.contacttree.aws.pacing.RateShare;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.functions.builder.BuilderSettings;
import io.contacttree.functions.reacher.ReacherSettings;
import io.contacttree.local.apigateway.FunctionPool;
import io.contacttree.local.lambda.ExecutionEnvironment;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.local.template.StackTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions as the template has them, with settings from here. */
record Functions(
    StackOptions options, StackTemplate template, int workers, Map<String, String> queueUrls) {

  /** Of this run alone: a cursor of the one before is as good as one of another deployment. */
  private static final String CURSOR_SECRET = UUID.randomUUID().toString();

  /** Returns an environment for each worker of the function that builds, started. */
  List<ExecutionEnvironment> builders(BuildListener listener) {
    String function = template.mapping().function();
    return Stream.generate(() -> environment(function, listener))
        .limit(workers)
        .peek(ExecutionEnvironment::start)
        .toList();
  }

  /** Returns the functions that the routes name. */
  Map<String, FunctionPool> behind(List<ApiRoute> routes) {
    return routes.stream()
        .map(ApiRoute::function)
        .distinct()
        .collect(
            Collectors.toMap(
                function -> function,
                function -> new FunctionPool(() -> environment(function, BuildListener.NONE))));
  }

  /** Returns what all workers together may ask of each limited operation of Amazon Connect. */
  Map<String, RateShare> pacing() {
    ConnectShares limits = BuilderSettings.of(settings(template.mapping().function())).shares();
    Map<String, RateShare> shares = new TreeMap<>();
    limits
        .associatedContacts()
        .ifPresent(one -> shares.put("ListAssociatedContacts", ofAll(one, workers)));
    limits
        .contactReferences()
        .ifPresent(one -> shares.put("ListContactReferences", ofAll(one, workers)));
    template.functions().values().stream()
        .filter(function -> FunctionHandlers.isReaching(function.handler()))
        .flatMap(function -> ReacherSettings.of(settings(function.logicalId())).files().stream())
        .forEach(all -> shares.put("GetAttachedFile", all));
    return shares;
  }

  /** Workers times one share is what it was before, but for the last digits of a division. */
  static RateShare ofAll(RateShare one, int workers) {
    return new RateShare(
        Math.round(one.rate() * workers * 1_000_000) / 1_000_000.0, one.capacity() * workers);
  }

  private ExecutionEnvironment environment(String logicalId, BuildListener listener) {
    FunctionDefinition function = template.function(logicalId);
    Map<String, String> settings = settings(logicalId);
    return new ExecutionEnvironment(
        function,
        "arn:aws:lambda:" + options.region() + ":" + Endpoints.ACCOUNT + ":function:" + logicalId,
        () -> FunctionHandlers.make(function.handler(), settings, listener));
  }

  /** The template's variables, with what was chosen here in the place of what it says. */
  private Map<String, String> settings(String logicalId) {
    Map<String, String> references = new HashMap<>(queueUrls);
    references.put(template.table().logicalId(), template.table().name());
    Map<String, String> chosen = new HashMap<>(options.timing().settings());
    chosen.putAll(options.quotas().settings());
    chosen.put("MAXIMUM_CONCURRENCY", Integer.toString(workers));
    chosen.put("BACKFILL_LIMIT", Integer.toString(options.backfillLimit()));
    chosen.put("CURSOR_SECRET", CURSOR_SECRET);
    Map<String, String> settings = new HashMap<>(template.settings(logicalId, references, chosen));
    // Lambda sets this one itself.
    settings.put("AWS_REGION", options.region());
    return settings;
  }
}
