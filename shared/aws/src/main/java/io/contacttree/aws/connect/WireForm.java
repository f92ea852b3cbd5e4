package io.contacttree.aws.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * In which form the body of an answer came over the wire.
 *
 * @param gzipped whether it is compressed
 * @param checksum its CRC-32, where the service names one
 */
record WireForm(boolean gzipped, Optional<Long> checksum) {
  private static final String ENCODING = "Content-Encoding";
  private static final String CHECKSUM = "x-amz-crc32";

  /** Returns what the headers tell. */
  static WireForm of(SdkHttpResponse response) {
    return new WireForm(
        response.firstMatchingHeader(ENCODING).filter("gzip"::equalsIgnoreCase).isPresent(),
        response.firstMatchingHeader(CHECKSUM).flatMap(WireForm::number));
  }

  /** Returns the answer without the headers that tell of its form. */
  static SdkHttpResponse plain(SdkHttpResponse response) {
    return response.toBuilder().removeHeader(ENCODING).removeHeader(CHECKSUM).build();
  }

  /**
   * Returns the body as it was before it was sent.
   *
   * @param most the largest body that is read, in bytes; of a larger one, some more than these
   * @throws RetryableException where the body broke off or is not what was sent
   */
  byte[] read(InputStream sent, int most) {
    CRC32 onTheWire = new CRC32();
    try (sent) {
      byte[] body = sent.readNBytes(most + 1);
      onTheWire.update(body);
      if (gzipped && body.length > 0) {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readNBytes(most + 1);
      }
      if (body.length <= most && !isConfirmed(onTheWire, body)) {
        throw RetryableException.create("the answer is not what its checksum tells");
      }
      return body;
    } catch (IOException brokenOff) {
      throw RetryableException.create("the answer broke off", brokenOff);
    }
  }

  /** Some services sum up what they compress, others what they send. */
  private boolean isConfirmed(CRC32 onTheWire, byte[] body) {
    CRC32 inflated = new CRC32();
    inflated.update(body);
    return checksum
        .filter(told -> told != inflated.getValue() && told != onTheWire.getValue())
        .isEmpty();
  }

  private static Optional<Long> number(String header) {
    try {
      return Optional.of(Long.parseLong(header.trim()));
    } catch (NumberFormatException noChecksum) {
      return Optional.empty();
    }
  }
}
