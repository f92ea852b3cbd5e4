package io.contacttree.functions.server.request;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.TreeState;
import io.contacttree.lambda.http.Problem.FieldError;
import io.contacttree.lambda.http.QueryParameters;
import io.contacttree.lambda.http.RestRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what a request for a list asks for; nothing here throws for what it says. */
public final class ListRequestParser {
  static final String FROM = "from";
  static final String TO = "to";
  static final String CURSOR = "cursor";

  private static final String RESOURCE = "/instances/{instanceId}/trees";
  private static final Pattern PATH = Pattern.compile("/instances/([^/]*)/trees/?");
  private static final String CHANNEL = "channel";
  private static final String AGENT = "agent_id";
  private static final String QUEUE = "queue_id";
  private static final String STATE = "state";
  private static final String LIMIT = "limit";
  private static final String CONTACTS = "contact_ids";
  private static final Set<String> OF_PAGES =
      Set.of(FROM, TO, CHANNEL, AGENT, QUEUE, STATE, LIMIT, CURSOR);
  private static final Pattern LIMIT_FORM = Pattern.compile("[1-9][0-9]?|100");
  private static final int MOST_CONTACTS = 50;
  private static final int LONGEST_VALUE = 1024;

  private final QueryParameters query;
  private final List<FieldError> errors = new ArrayList<>();

  private ListRequestParser(QueryParameters query) {
    this.query = query;
  }

  /** Returns what a request asks for, or empty where it is for no list. */
  public static Optional<ListRequest> parse(@Nullable APIGatewayProxyRequestEvent request) {
    if (request == null || RestRequests.isOfAnotherIntegration(request)) {
      return Optional.empty();
    }
    return instance(request)
        .map(
            instance ->
                "GET".equals(request.getHttpMethod())
                    ? new ListRequestParser(QueryParameters.of(request)).list(instance)
                    : new ListRequest.MethodNotAllowed());
  }

  /** The instance as it stands in the request, or empty where its path is another one. */
  private static Optional<String> instance(APIGatewayProxyRequestEvent request) {
    if (RESOURCE.equals(request.getResource()) && request.getPathParameters() != null) {
      return Optional.of(RestRequests.textOrEmpty(request.getPathParameters().get("instanceId")));
    }
    Matcher path = PATH.matcher(RestRequests.textOrEmpty(request.getPath()));
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  private ListRequest list(String given) {
    Optional<InstanceId> instance = RestRequests.decoded(given).flatMap(InstanceId::parse);
    if (instance.isEmpty()) {
      errors.add(RestRequests.INSTANCE_ERROR);
    }
    boolean byContacts = query.values().containsKey(CONTACTS);
    errors.addAll(query.errors(byContacts ? Set.of(CONTACTS) : OF_PAGES));
    // An invalid request is answered with all that is wrong with it.
    InstanceId orAny = instance.orElse(new InstanceId("none"));
    ListRequest request = byContacts ? contacts(orAny) : page(orAny);
    return errors.isEmpty() ? request : new ListRequest.Invalid(errors);
  }

  private ListRequest page(InstanceId instance) {
    return new ListRequest.Page(
        instance,
        time(FROM),
        time(TO),
        new ListRequest.Filter(
            text(CHANNEL),
            text(AGENT),
            text(QUEUE),
            read(STATE, ListRequestParser::state, "must be OPEN, SETTLING, COMPLETE or PARTIAL")),
        read(
            LIMIT,
            text ->
                LIMIT_FORM.matcher(text).matches()
                    ? Optional.of(Integer.valueOf(text))
                    : Optional.empty(),
            "must be a whole number from 1 to 100"),
        query.value(CURSOR));
  }

  private ListRequest contacts(InstanceId instance) {
    return new ListRequest.Contacts(
        instance,
        read(
                CONTACTS,
                ListRequestParser::ids,
                "must be 1 to 50 different contact ids with a comma between two, each of 1 to 256"
                    + " characters of A-Z a-z 0-9 _ -")
            .orElse(List.of()));
  }

  private Optional<Instant> time(String name) {
    return read(name, RequestTime::parse, RequestTime.FORM);
  }

  private Optional<String> text(String name) {
    return read(
        name,
        text ->
            Optional.of(text)
                .filter(value -> value.codePointCount(0, value.length()) <= LONGEST_VALUE),
        "must have at most " + LONGEST_VALUE + " characters");
  }

  private <T> Optional<T> read(String name, Function<String, Optional<T>> parse, String form) {
    Optional<String> given = query.value(name);
    Optional<T> read = given.flatMap(parse);
    if (given.isPresent() && read.isEmpty()) {
      errors.add(new FieldError(name, form));
    }
    return read;
  }

  private static Optional<TreeState> state(String text) {
    return Stream.of(TreeState.values()).filter(state -> state.name().equals(text)).findFirst();
  }

  private static Optional<List<ContactId>> ids(String text) {
    List<Optional<ContactId>> ids =
        Stream.of(text.split(",", -1)).distinct().map(ContactId::parse).toList();
    boolean different = ids.size() == text.split(",", -1).length;
    return different && ids.size() <= MOST_CONTACTS && ids.stream().allMatch(Optional::isPresent)
        ? Optional.of(ids.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }
}
