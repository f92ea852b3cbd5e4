package io.contacttree.domain.connect;

import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Asks Amazon Connect for files of contacts (GetAttachedFile). */
public interface AttachedFiles {

  /**
   * Returns what one attempt brought: a link, or why there is none. Never throws for what the
   * service answers.
   *
   * @param contactArn the contact that the file belongs to
   * @param fileId the file's id
   * @param deadline no answer is waited for after it
   */
  Answer link(InstanceId instance, String contactArn, String fileId, Deadline deadline);

  /** What Amazon Connect answered. */
  sealed interface Answer {
    /**
     * A link.
     *
     * @param url whoever has it has the file, until it expires
     * @param expiresAt when that is
     * @param name the name under which the file was uploaded
     * @param sizeBytes how large it is
     */
    record Link(String url, Instant expiresAt, Optional<String> name, Optional<Long> sizeBytes)
        implements Answer {
      public Link {
        Objects.requireNonNull(url);
        Objects.requireNonNull(expiresAt);
        Objects.requireNonNull(name);
        Objects.requireNonNull(sizeBytes);
      }

      /** Says nothing of the address, which is a credential, nor of the name. */
      @Override
      public String toString() {
        return "Link[expiresAt=" + expiresAt + "]";
      }
    }

    /**
     * There is the file, but no link to it.
     *
     * @param status the state of the file, as sent
     */
    record NotApproved(String status) implements Answer {
      public NotApproved {
        Objects.requireNonNull(status);
      }
    }

    /** No answer, or the answer that there is none. */
    record Failed(FailureReason reason) implements Answer {
      public Failed {
        Objects.requireNonNull(reason);
      }
    }
  }
}
