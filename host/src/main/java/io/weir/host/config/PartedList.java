package io.weir.host.config;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Consumer;

/**
 * An immutable list in parts. A list that differs from it in a few elements shares all other parts:
 * a change of one among many thousands copies some hundred references, and what two lists have in
 * common is found by a look at the parts. No element is null.
 */
public final class PartedList<E> extends AbstractList<E> implements RandomAccess {
  /** How long parts are made; one may grow to twice as much, or shrink to one element. */
  private static final int PART = 128;

  private final Object[][] parts;

  /** For each part where it ends in the list. */
  private final int[] ends;

  private PartedList(Object[][] parts, int[] ends) {
    this.parts = parts;
    this.ends = ends;
  }

  /** The same elements; {@code elements} itself when it is such a list. */
  @SuppressWarnings("unchecked") // it cannot be changed: nothing else is ever put in
  public static <E> PartedList<E> copyOf(Collection<? extends E> elements) {
    if (elements instanceof PartedList<?> parted) {
      return (PartedList<E>) parted;
    }
    Object[][] parts = split(elements.toArray());
    return new PartedList<>(parts, ends(parts));
  }

  private static Object[][] split(Object[] elements) {
    int count = (elements.length + PART - 1) / PART;
    Object[][] parts = new Object[count][];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) elements.length * i / count);
      int to = (int) ((long) elements.length * (i + 1) / count);
      parts[i] = Arrays.copyOfRange(elements, from, to, Object[].class);
      for (Object element : parts[i]) {
        Objects.requireNonNull(element, "an element");
      }
    }
    return parts;
  }

  private static int[] ends(Object[][] parts) {
    int[] ends = new int[parts.length];
    int end = 0;
    for (int i = 0; i < parts.length; i++) {
      end += parts[i].length;
      ends[i] = end;
    }
    return ends;
  }

  @Override
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  @SuppressWarnings("unchecked") // nothing else is put in
  public E get(int index) {
    Objects.checkIndex(index, size());
    int part = part(index);
    return (E) parts[part][index - start(part)];
  }

  /** The part that has the element {@code index}. */
  private int part(int index) {
    int found = Arrays.binarySearch(ends, index + 1);
    return found >= 0 ? found : -found - 1;
  }

  private int start(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  // ---- others of its kind

  /** This list with another element at {@code index}. */
  public PartedList<E> with(int index, E element) {
    return with(index, index + 1, List.of(element));
  }

  /** This list with one element more at its end. */
  public PartedList<E> plus(E element) {
    return with(size(), size(), List.of(element));
  }

  /** This list without the element at {@code index}. */
  public PartedList<E> without(int index) {
    return with(index, index + 1, List.of());
  }

  /** This list with {@code others} in the place of the elements from {@code from} to {@code to}. */
  public PartedList<E> with(int from, int to, Collection<? extends E> others) {
    Objects.checkFromToIndex(from, to, size());
    if (parts.length == 0) {
      return copyOf(others);
    }
    int first = part(Math.min(from, size() - 1));
    int last = to > from ? part(to - 1) : first;
    Object[] middle = new Object[from - start(first) + others.size() + ends[last] - to];
    System.arraycopy(parts[first], 0, middle, 0, from - start(first));
    System.arraycopy(others.toArray(), 0, middle, from - start(first), others.size());
    int rest = ends[last] - to;
    System.arraycopy(parts[last], parts[last].length - rest, middle, middle.length - rest, rest);
    Object[][] made = middle.length <= 2 * PART ? whole(middle) : split(middle);
    Object[][] next = new Object[parts.length - (last + 1 - first) + made.length][];
    System.arraycopy(parts, 0, next, 0, first);
    System.arraycopy(made, 0, next, first, made.length);
    int behind = parts.length - (last + 1);
    System.arraycopy(parts, last + 1, next, next.length - behind, behind);
    return new PartedList<>(next, ends(next));
  }

  private static Object[][] whole(Object[] part) {
    for (Object element : part) {
      Objects.requireNonNull(element, "an element");
    }
    return part.length == 0 ? new Object[0][] : new Object[][] {part};
  }

  // ---- what two have in common

  /** With how many of the same elements both begin, as far as parts that they share tell. */
  int sharedHead(PartedList<?> other) {
    int count = Math.min(parts.length, other.parts.length);
    int part = 0;
    while (part < count && parts[part] == other.parts[part]) {
      part++;
    }
    return start(part);
  }

  /** As {@link #sharedHead}, at the end, and no more than {@code most}. */
  int sharedTail(PartedList<?> other, int most) {
    int mine = parts.length - 1;
    int its = other.parts.length - 1;
    int shared = 0;
    while (mine >= 0
        && its >= 0
        && parts[mine] == other.parts[its]
        && shared + parts[mine].length <= most) {
      shared += parts[mine].length;
      mine--;
      its--;
    }
    return shared;
  }

  /** Where this very object stands, -1 when it is not there. */
  static int indexOfSame(List<?> list, Object object) {
    if (list instanceof PartedList<?> parted) {
      return parted.indexOfSame(object);
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == object) {
        return i;
      }
    }
    return -1;
  }

  private int indexOfSame(Object object) {
    for (int part = 0; part < parts.length; part++) {
      Object[] elements = parts[part];
      for (int i = 0; i < elements.length; i++) {
        if (elements[i] == object) {
          return start(part) + i;
        }
      }
    }
    return -1;
  }

  // ---- faster than by get

  @Override
  public Iterator<E> iterator() {
    return new Iterator<>() {
      private int part;
      private int at;

      @Override
      public boolean hasNext() {
        return part < parts.length;
      }

      @Override
      @SuppressWarnings("unchecked") // nothing else is put in
      public E next() {
        if (part >= parts.length) {
          throw new NoSuchElementException();
        }
        Object element = parts[part][at];
        at++;
        if (at == parts[part].length) {
          part++;
          at = 0;
        }
        return (E) element;
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // nothing else is put in
  public void forEach(Consumer<? super E> action) {
    for (Object[] part : parts) {
      for (Object element : part) {
        action.accept((E) element);
      }
    }
  }
}
