package io.rolecall;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Rolecall {

    public static void main(String[] arguments) {
        SpringApplication.run(Rolecall.class, arguments);
    }
}
