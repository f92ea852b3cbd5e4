package io.contacttree.standin.http;

import io.contacttree.standin.protocol.Query;

/**
 * An HTTP request, read whole.
 *
 * @param method such as {@code GET}
 * @param rawPath the path as sent, still percent-encoded
 * @param query the decoded query
 * @param body the body, read as UTF-8, "" if there is none
 * @param userAgent the header of that name, "" if absent
 */
public record HttpCall(String method, String rawPath, Query query, String body, String userAgent) {}
