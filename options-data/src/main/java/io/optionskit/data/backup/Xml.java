/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The few forms of XML in which object stores answer. Documents with a DTD are refused. */
final class Xml {

  private Xml() {}

  /** Finds the text of the first element with a name. */
  static Optional<String> find(String xml, String element) {
    return elements(xml, "").stream().findFirst().map(all -> all.get(element));
  }

  /**
   * Returns the texts within each element of a name, by the names of the elements that have them;
   * of those with one name the first.
   *
   * @param element name of the elements, empty for the whole document
   * @throws IllegalArgumentException if the text is no XML
   */
  static List<Map<String, String>> elements(String xml, String element) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    List<Map<String, String>> found = new ArrayList<>();
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      Map<String, String> current = new LinkedHashMap<>();
      int inside = element.isEmpty() ? 1 : 0;
      String name = "";
      String text = "";
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            name = reader.getLocalName();
            text = "";
            if (name.equals(element)) {
              current = new LinkedHashMap<>();
              inside++;
            }
          }
          case XMLStreamConstants.CHARACTERS -> text = reader.getText();
          case XMLStreamConstants.END_ELEMENT -> {
            if (reader.getLocalName().equals(element)) {
              inside--;
              found.add(current);
            } else if (inside > 0 && reader.getLocalName().equals(name)) {
              current.putIfAbsent(name, text);
            }
            name = "";
          }
          default -> {}
        }
      }
      if (element.isEmpty()) {
        found.add(current);
      }
      return found;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("not XML: " + e.getMessage(), e);
    }
  }
}
