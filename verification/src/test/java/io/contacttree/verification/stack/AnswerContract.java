package io.contacttree.verification.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.lambda.contract.DescribedAnswers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** Holds what the built stack answers against the contract. */
public final class AnswerContract {
  private static final DescribedAnswers DESCRIBED = DescribedAnswers.ofRepository();

  private AnswerContract() {}

  /** Returns an answer that is as the contract describes it, its request id included. */
  public static HttpResponse<String> held(String method, String path, HttpResponse<String> answer) {
    Map<String, String> sent = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> sent.put(name, String.join(", ", values)));
    assertThat(
            DESCRIBED.faults(
                method, path.split("\\?", 2)[0], answer.statusCode(), sent, answer.body()))
        .as("%s %s: %s %s", method, path, answer.statusCode(), answer.body())
        .isEmpty();
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).as(path).isPresent();
    return answer;
  }
}
