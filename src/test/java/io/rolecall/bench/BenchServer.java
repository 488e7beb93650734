package io.rolecall.bench;

import io.rolecall.Rolecall;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

/** The service as it is shipped, and an echo beside it. */
@Import({Rolecall.class, EchoController.class})
class BenchServer {

    public static void main(String[] arguments) {
        SpringApplication.run(BenchServer.class, arguments);
    }
}
