package io.contacttree.view;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A timeline read as XML. */
record Picture(Document document) {

  /** A text as wide as it may become, in pixels. */
  record Box(String text, double left, double top, double right, double bottom) {
    boolean overlaps(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  static Picture of(String svg) {
    try {
      return new Picture(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg))));
    } catch (SAXException | IOException | ParserConfigurationException notXml) {
      throw new AssertionError(notXml);
    }
  }

  Element root() {
    return document.getDocumentElement();
  }

  List<Element> all(String name) {
    return elements(document.getElementsByTagName(name));
  }

  List<Element> with(String name, String attribute) {
    return all(name).stream().filter(element -> element.hasAttribute(attribute)).toList();
  }

  Element byId(String id) {
    return all("*").stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  String allText() {
    return String.join(" ", all("text").stream().map(Element::getTextContent).toList())
        .replaceAll("\\s+", " ");
  }

  /** The lines of one lane without its references. */
  List<String> texts(int lane) {
    return children(with("g", "data-contact-id").get(lane), "g").stream()
        .flatMap(texts -> children(texts, "text").stream())
        .map(
            text ->
                text.getTextContent()
                    .replace("asked by this id", " asked by this id")
                    .replaceAll(" +", " "))
        .toList();
  }

  /** Where the bar of a lane begins and how wide it is, in percent. */
  List<String> bar(int lane) {
    return children(with("g", "data-contact-id").get(lane), "svg").stream()
        .flatMap(svg -> children(svg, "g").stream())
        .flatMap(group -> children(group, "rect").stream())
        .flatMap(
            bar ->
                List.of(bar.getAttribute("x"), bar.getAttribute("width")).stream()
                    .map(percent -> percent.replace("%", "")))
        .toList();
  }

  /** The names of all elements with their attributes' names. */
  List<String> elements() {
    return all("*").stream().map(Picture::shape).toList();
  }

  /** The same, when both have as many lines: lines are broken where they are full. */
  List<String> elementsLike(Picture other) {
    List<String> mine = elements();
    List<String> others = other.elements();
    return mine.stream()
            .distinct()
            .sorted()
            .toList()
            .equals(others.stream().distinct().sorted().toList())
        ? others
        : mine;
  }

  private static String shape(Element element) {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < element.getAttributes().getLength(); index++) {
      names.add(element.getAttributes().item(index).getNodeName());
    }
    return element.getTagName() + names.stream().sorted().toList();
  }

  /** The pairs of texts that may overlap in a window of this width. */
  List<String> overlaps(int width) {
    String hidden = width < 1180 ? "wide" : "narrow";
    List<Box> boxes = new ArrayList<>();
    for (Element text : all("text")) {
      box(text, width, hidden, boxes);
    }
    boxes.sort(Comparator.comparingDouble(Box::top));
    List<String> overlaps = new ArrayList<>();
    for (int one = 0; one < boxes.size(); one++) {
      if (boxes.get(one).right() > width) {
        overlaps.add(boxes.get(one).text() + " leaves the window");
      }
      for (int other = one + 1;
          other < boxes.size() && boxes.get(other).top() < boxes.get(one).bottom();
          other++) {
        if (boxes.get(one).overlaps(boxes.get(other))) {
          overlaps.add(boxes.get(one).text() + " | " + boxes.get(other).text());
        }
      }
    }
    return overlaps;
  }

  private static void box(Element text, int width, String hidden, List<Box> boxes) {
    double left = 0;
    double top = 0;
    double within = width;
    List<Element> parents = new ArrayList<>();
    for (Node node = text.getParentNode();
        node instanceof Element parent;
        node = node.getParentNode()) {
      parents.addFirst(parent);
    }
    for (Element parent : parents.subList(1, parents.size())) {
      if (parent.getAttribute("class").endsWith(hidden)) {
        return;
      }
      if (parent.getTagName().equals("svg")) {
        left += pixels(parent.getAttribute("x"), within);
        within = pixels(parent.getAttribute("width"), within);
      }
      String move = parent.getAttribute("transform");
      if (move.contains(" ")) {
        top += Double.parseDouble(move.replaceAll(".* |\\)", ""));
      } else if (!move.isEmpty()) {
        left += Double.parseDouble(move.replaceAll("[^0-9]", ""));
      }
    }
    String name = text.getAttribute("class");
    boolean title =
        text.getPreviousSibling() == null
            && !((Element) text.getParentNode()).hasAttribute("data-reference-type")
            && text.getParentNode().getParentNode() instanceof Element lane
            && lane.hasAttribute("data-contact-id");
    double font = name.endsWith("head") ? 16 : title ? 13 : 11.5;
    String content = text.getTextContent();
    double wide =
        title || name.endsWith("head")
            ? TextWidth.ofBold(content, font)
            : TextWidth.of(content, font);
    if (content.endsWith("asked by this id")) {
      String first = content.substring(0, content.length() - 16);
      wide = TextWidth.ofBold(first, 13) + 8 + TextWidth.of("asked by this id", 11);
    }
    double x = left + pixels(text.getAttribute("x"), within);
    double begin =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> x - wide / 2;
          case "end" -> x - wide;
          default -> x;
        };
    double base = top + Double.parseDouble(text.getAttribute("y"));
    boxes.add(new Box(content, begin, base - font * 0.9, begin + wide, base + font * 0.25));
  }

  private static double pixels(String length, double within) {
    if (length.isEmpty()) {
      return 0;
    }
    return length.endsWith("%")
        ? Double.parseDouble(length.substring(0, length.length() - 1)) / 100 * within
        : Double.parseDouble(length);
  }

  private static List<Element> children(Element parent, String name) {
    return elements(parent.getChildNodes()).stream()
        .filter(child -> child.getTagName().equals(name))
        .toList();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int index = 0; index < nodes.getLength(); index++) {
      if (nodes.item(index) instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
