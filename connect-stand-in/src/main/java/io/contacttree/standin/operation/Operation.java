package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.protocol.ApiRequest;

/** One operation of Amazon Connect. */
interface Operation {
  /** Tells what a call asks for, whether its values are right or not. */
  CallLog.Facts facts(ApiRequest request);

  /**
   * Answers a call.
   *
   * @throws io.contacttree.standin.protocol.ServiceRefusal if the answer is an error
   */
  JsonNode answer(ApiRequest request, ServiceView view);
}
