package io.contacttree.standin;

import static io.contacttree.standin.StandInFixture.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.standin.http.PortTakenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtocolTest {
  private StandInFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = StandInFixture.unlimited();
    fixture.contacts("\"Id\":\"c\"");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /contact/associated",
    "GET, /contact/associated/",
    "GET, /contact/associated/i/c",
    "POST, /contact/associated/i",
    "GET, /contact/references/i",
    "GET, /contact/references//c",
    "GET, /contacts/i",
    "POST, /contacts/i/c",
    "GET, /search-contacts",
    "GET, /attached-files/i",
    "GET, /_stand-in",
  })
  void pathOrMethodOfNoOperation_isUnknown(String method, String path) throws Exception {
    HttpResponse<String> response = fixture.send(method, path, "");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("UnknownOperationException");
    assertThat(fixture.get("/_stand-in/calls/log").body()).isEmpty();
  }

  @Test
  void error_hasItsTypeInTheHeaderAndItsMessageInTheBody() throws Exception {
    HttpResponse<String> response = fixture.get("/contacts/" + CENTRE + "/nobody");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ResourceNotFoundException");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(response.body()).isEqualTo("{\"Message\":\"There is no contact nobody here.\"}");
  }

  @Test
  void portTaken_isNamed() {
    assertThatThrownBy(
            () ->
                ConnectStandIn.start(StandInOptions.usual().withPort(fixture.standIn.port()))
                    .close())
        .isInstanceOf(PortTakenException.class)
        .hasMessageContaining(Integer.toString(fixture.standIn.port()));
  }

  @Test
  void otherAddressesOfTheMachine_areNotListenedOn() throws Exception {
    List<String> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .map(address -> address.getHostAddress())
            .toList();

    for (String other : others) {
      assertThatThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(new InetSocketAddress(other, fixture.standIn.port()), 1000);
                }
              })
          .as(other)
          .isInstanceOf(IOException.class);
    }
    assertThat(fixture.standIn.endpoint()).isEqualTo("http://127.0.0.1:" + fixture.standIn.port());
  }

  @Test
  void closed_answersNoMore() throws Exception {
    fixture.standIn.close();

    assertThatThrownBy(() -> fixture.get("/_stand-in/calls")).isInstanceOf(IOException.class);
  }
}
