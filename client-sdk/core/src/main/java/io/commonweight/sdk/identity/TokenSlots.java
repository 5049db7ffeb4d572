package io.commonweight.sdk.identity;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The slots of a PKCS#11 module (PKCS #11 2.40 on 64-bit Linux), asked directly: the JDK's provider
 * knows a token by its slot's number only, which may change, and people by its label.
 */
final class TokenSlots {
  private static final long OK = 0;
  private static final long ALREADY_INITIALIZED = 0x191;

  /** Places in CK_FUNCTION_LIST, of which a version is the first. */
  private static final int C_INITIALIZE = 1;

  private static final int C_FINALIZE = 2;
  private static final int C_GET_SLOT_LIST = 5;
  private static final int C_GET_TOKEN_INFO = 7;
  private static final int FUNCTION_LIST_SIZE = 8;

  private static final int MAX_SLOTS = 256;
  private static final int TOKEN_INFO_BYTES = 208;
  private static final int LABEL_BYTES = 32;
  private static final byte TOKEN_PRESENT = 1;

  private final MemorySegment functions;

  private TokenSlots(MemorySegment functions) {
    this.functions = functions;
  }

  /**
   * The slot of the token of that label.
   *
   * @throws IOException if the module cannot be loaded or asked, or there is not exactly one such
   *     token
   */
  static synchronized long find(Path module, String label) throws IOException {
    TokenSlots slots = load(module);
    FunctionDescriptor takesPointer = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    long initialized = slots.call(C_INITIALIZE, takesPointer, MemorySegment.NULL);
    if (initialized != ALREADY_INITIALIZED) {
      require(initialized);
    }
    try (var memory = Arena.ofConfined()) {
      return slots.only(label, memory);
    } finally {
      if (initialized != ALREADY_INITIALIZED) {
        long _ = slots.call(C_FINALIZE, takesPointer, MemorySegment.NULL);
      }
    }
  }

  /** The library stays loaded: some do not survive being taken away. */
  @SuppressWarnings("restricted")
  private static TokenSlots load(Path module) throws IOException {
    try (var memory = Arena.ofConfined()) {
      MemorySegment getFunctionList =
          SymbolLookup.libraryLookup(module, Arena.global()).findOrThrow("C_GetFunctionList");
      MemorySegment list = memory.allocate(ADDRESS);
      require(call(getFunctionList, FunctionDescriptor.of(JAVA_LONG, ADDRESS), list));
      return new TokenSlots(
          list.get(ADDRESS, 0).reinterpret(FUNCTION_LIST_SIZE * ADDRESS.byteSize()));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new IOException("is in a token whose module %s cannot be loaded".formatted(module), e);
    }
  }

  private long only(String label, Arena memory) throws IOException {
    List<Long> found = new ArrayList<>();
    for (long slot : slots(memory)) {
      if (label(slot, memory).equals(label)) {
        found.add(slot);
      }
    }
    if (found.size() != 1) {
      throw new IOException(
          "is in token '%s', and the module knows %d of that label: plug in exactly one"
              .formatted(label, found.size()));
    }
    return found.getFirst();
  }

  private long[] slots(Arena memory) throws IOException {
    MemorySegment count = memory.allocate(JAVA_LONG);
    count.set(JAVA_LONG, 0, MAX_SLOTS);
    MemorySegment slots = memory.allocate(JAVA_LONG, MAX_SLOTS);
    var getSlotList = FunctionDescriptor.of(JAVA_LONG, JAVA_BYTE, ADDRESS, ADDRESS);
    require(call(C_GET_SLOT_LIST, getSlotList, TOKEN_PRESENT, slots, count));
    return slots.asSlice(0, count.get(JAVA_LONG, 0) * JAVA_LONG.byteSize()).toArray(JAVA_LONG);
  }

  /** CK_TOKEN_INFO begins with the label, padded with spaces. */
  private String label(long slot, Arena memory) throws IOException {
    MemorySegment info = memory.allocate(MemoryLayout.sequenceLayout(TOKEN_INFO_BYTES, JAVA_BYTE));
    var getTokenInfo = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS);
    require(call(C_GET_TOKEN_INFO, getTokenInfo, slot, info));
    byte[] label = info.asSlice(0, LABEL_BYTES).toArray(JAVA_BYTE);
    return new String(label, StandardCharsets.UTF_8).stripTrailing();
  }

  private long call(int function, FunctionDescriptor type, Object... arguments) {
    return call(functions.getAtIndex(ADDRESS, function), type, arguments);
  }

  @SuppressWarnings("restricted")
  private static long call(MemorySegment function, FunctionDescriptor type, Object... arguments) {
    try {
      return (long)
          Linker.nativeLinker().downcallHandle(function, type).invokeWithArguments(arguments);
    } catch (Throwable e) { // what a method handle is declared to throw; C throws nothing
      throw new AssertionError("a call of a C function", e);
    }
  }

  private static void require(long result) throws IOException {
    if (result != OK) {
      throw new IOException("is in a token whose module answers with error 0x%x".formatted(result));
    }
  }
}
