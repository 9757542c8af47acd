package io.weir.registry.catalogue;

import java.util.Arrays;

/** Which documents have a word, and how much it says of each. By number of document, ascending. */
final class Postings {
  private final String word;
  private int[] documents = new int[2];
  private byte[] weights = new byte[2];
  private int size;

  Postings(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  int size() {
    return size;
  }

  int document(int index) {
    return documents[index];
  }

  int weight(int index) {
    return weights[index];
  }

  void put(int document, byte weight) {
    int at = Arrays.binarySearch(documents, 0, size, document);
    if (at >= 0) {
      weights[at] = weight;
      return;
    }
    if (size == documents.length) {
      documents = Arrays.copyOf(documents, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
    }
    int place = -at - 1;
    System.arraycopy(documents, place, documents, place + 1, size - place);
    System.arraycopy(weights, place, weights, place + 1, size - place);
    documents[place] = document;
    weights[place] = weight;
    size++;
  }

  void remove(int document) {
    int at = Arrays.binarySearch(documents, 0, size, document);
    if (at >= 0) {
      System.arraycopy(documents, at + 1, documents, at, size - at - 1);
      System.arraycopy(weights, at + 1, weights, at, size - at - 1);
      size--;
    }
  }
}
