package io.contacttree.functions.builder.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.queue.ClaimMessages;
import io.contacttree.domain.claim.Claim;
import io.contacttree.domain.claim.ClaimMessage;
import io.contacttree.domain.connect.AssociatedContacts;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.tree.SettleProgress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OwnClaimTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:32.250Z");

  private final Claim claim =
      new Claim.Observe(
          new InstanceId("instance-1"),
          new ContactId("contact-1"),
          NOW,
          Optional.of(new SettleProgress(NOW, 2)));
  private final ClaimMessage.Trail trail =
      ClaimMessage.Trail.begun(NOW)
          .forwarded(
              Optional.of(new AssociatedContacts.Cursor(new ContactId("contact-2"), NOW, "token")));
  private final String body = ClaimMessages.encode(claim, trail, NOW);

  @Test
  void claimOfThisSystem_travelsOnAsItWas() {
    assertThat(new MessageParser(Optional.empty()).parse("message-2", body, NOW.plusSeconds(60)))
        .isEqualTo(new ParsedMessage.OwnClaim(new ClaimMessage("message-2", claim, trail)));
  }

  @Test
  void claimThatCannotBeRead_isMalformed() {
    assertThat(
            new MessageParser(Optional.empty())
                .parse("message-2", body.replace("OBSERVE", "BURN"), NOW))
        .isEqualTo(new ParsedMessage.Malformed(ParsedMessage.Malformed.Flaw.CLAIM_INVALID));
  }

  @Test
  void claimOfAnotherInstance_isNotOurs() {
    assertThat(
            new MessageParser(Optional.of(new InstanceId("instance-2")))
                .parse("message-2", body, NOW))
        .isEqualTo(new ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence.INSTANCE));
  }

  @Test
  void ourDetailTypeFromAnotherSource_isNotOurs() {
    assertThat(
            new MessageParser(Optional.empty())
                .parse("message-2", body.replace("contact-tree", "aws.connect"), NOW))
        .isEqualTo(new ParsedMessage.NotOurs(ParsedMessage.NotOurs.Evidence.DETAIL_TYPE));
  }
}
