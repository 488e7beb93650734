package io.rolecall.policy;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The XML that build servers read: a suite for a policy, a case for a scenario. A policy that cannot be read is a case in
 * error. The same run gives the same bytes: no times.
 */
final class JunitReport {

    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** @throws IOException where the file cannot be written */
    static void write(List<Suite> suites, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            new JunitReport(xml).suites(suites);
            xml.writeEndDocument();
            xml.close();
            writer.write("\n");
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void suites(List<Suite> suites) throws XMLStreamException {
        line();
        xml.writeStartElement("testsuites");
        for (Suite suite : suites) {
            line();
            xml.writeStartElement("testsuite");
            attribute("name", suite.policy());
            attribute("tests", "" + (suite.trials().size() + (suite.refused().isEmpty() ? 0 : 1)));
            attribute("failures", "" + suite.failed());
            attribute("errors", suite.refused().isEmpty() ? "0" : "1");
            if (!suite.refused().isEmpty()) {
                refused(suite);
            }
            for (Trial trial : suite.trials()) {
                trial(trial);
            }
            line();
            xml.writeEndElement();
        }
        line();
        xml.writeEndElement();
    }

    private void refused(Suite suite) throws XMLStreamException {
        start(suite.policy(), "The policy can be read");
        problem(
                "error",
                suite.refused().get(0).message(),
                suite.refused().stream()
                        .map(finding -> suite.policy() + "/" + finding)
                        .toList());
        xml.writeEndElement();
    }

    private void trial(Trial trial) throws XMLStreamException {
        start(
                trial.policy() + "/" + trial.scenario().at().file(),
                trial.scenario().name());
        attribute("file", trial.policy() + "/" + trial.scenario().at().file());
        attribute("line", "" + trial.scenario().at().line());
        if (trial.failed()) {
            List<String> lines = new ArrayList<>();
            for (Trial.Explained failure : trial.failures()) {
                lines.add(failure.message());
                failure.rules().forEach(rule -> {
                    lines.add("  " + RuleDrawing.title(rule));
                    RuleDrawing.of(rule).forEach(line -> lines.add("    " + line));
                });
            }
            String message =
                    trial.failures().stream().map(Trial.Explained::message).collect(Collectors.joining(" "));
            problem("failure", message, lines);
        }
        xml.writeEndElement();
    }

    private void start(String group, String name) throws XMLStreamException {
        line();
        xml.writeStartElement("testcase");
        attribute("classname", group);
        attribute("name", name);
    }

    private void problem(String element, String message, List<String> lines) throws XMLStreamException {
        line();
        xml.writeStartElement(element);
        attribute("message", message);
        xml.writeCharacters(legal("\n" + String.join("\n", lines) + "\n"));
        xml.writeEndElement();
        line();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value.replace('\n', ' ')));
    }

    /** XML has no way to write most control characters. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
