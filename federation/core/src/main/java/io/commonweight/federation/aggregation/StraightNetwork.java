package io.commonweight.federation.aggregation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sorting network as a loop without any memory but its inputs and outputs: each coordinate's
 * values are loaded once, pass all comparators in vector registers, and the wanted ranks are
 * stored. A list of comparators that is walked instead loads and stores two rows for each. The loop
 * is a class made at run time, since its length depends on the number of rows.
 */
interface StraightNetwork {
  /** More rows have more live values than there are registers, and make longer code than pays. */
  int MAX_ROWS = 32;

  /**
   * Sorts.
   *
   * @param rows the values of each row: shorts, little-endian; unchanged
   * @param sorted where each rank goes to; those that the network does not sort out are not written
   * @param count a multiple of {@link VectorLanes#shortLanes}
   */
  void sort(MemorySegment[] rows, short[][] sorted, int count);

  /** The loop of a network, made once for each. */
  static StraightNetwork of(SortingNetwork network) {
    return Code.MADE.computeIfAbsent(network, key -> new Code(key).make());
  }

  /** Writes the class. */
  final class Code {
    private static final Map<SortingNetwork, StraightNetwork> MADE = new ConcurrentHashMap<>();

    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.ShortVector");
    private static final ClassDesc ANY_VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc SEGMENT = MemorySegment.class.describeConstable().orElseThrow();
    private static final ClassDesc SHORTS = ConstantDescs.CD_short.arrayType();
    private static final ClassDesc LANES = VectorLanes.class.describeConstable().orElseThrow();
    private static final ClassDesc SELF =
        ClassDesc.of(StraightNetwork.class.getPackageName(), "StraightNetworkCode");
    private static final MethodTypeDesc SORT =
        MethodTypeDesc.of(
            ConstantDescs.CD_void, SEGMENT.arrayType(), SHORTS.arrayType(), ConstantDescs.CD_int);
    private static final MethodTypeDesc OF_TWO = MethodTypeDesc.of(VECTOR, ANY_VECTOR);

    // Places of the local variables; after them come rows, vectors and outputs.
    private static final int ROWS = 1;
    private static final int SORTED = 2;
    private static final int COUNT = 3;
    private static final int INDEX = 4;
    private static final int SMALLER = 5;
    private static final int FIRST = 6;

    private final SortingNetwork network;
    private final int rows;

    Code(SortingNetwork network) {
      this.network = network;
      this.rows = network.rows();
    }

    StraightNetwork make() {
      byte[] code =
          ClassFile.of()
              .build(
                  SELF,
                  type ->
                      type.withInterfaceSymbols(
                              StraightNetwork.class.describeConstable().orElseThrow())
                          .withMethodBody(
                              ConstantDescs.INIT_NAME,
                              ConstantDescs.MTD_void,
                              0,
                              init ->
                                  init.aload(0)
                                      .invokespecial(
                                          ConstantDescs.CD_Object,
                                          ConstantDescs.INIT_NAME,
                                          ConstantDescs.MTD_void)
                                      .return_())
                          .withMethodBody("sort", SORT, ClassFile.ACC_PUBLIC, this::sort));
      try {
        return (StraightNetwork)
            MethodHandles.lookup()
                .defineHiddenClass(code, true)
                .lookupClass()
                .getDeclaredConstructor()
                .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("a class that was made just now does not load", e);
      }
    }

    private void sort(CodeBuilder code) {
      for (int row = 0; row < rows; row++) {
        code.aload(ROWS).loadConstant(row).aaload().astore(input(row));
        code.aload(SORTED).loadConstant(row).aaload().astore(output(row));
      }
      Label again = code.newLabel();
      Label done = code.newLabel();
      code.iconst_0().istore(INDEX).labelBinding(again);
      code.iload(INDEX).iload(COUNT).if_icmpge(done);
      body(code);
      code.iload(INDEX)
          .invokestatic(LANES, "shortLanes", MethodTypeDesc.of(ConstantDescs.CD_int))
          .iadd()
          .istore(INDEX)
          .goto_(again)
          .labelBinding(done)
          .return_();
    }

    private void body(CodeBuilder code) {
      for (int row = 0; row < rows; row++) {
        code.aload(input(row))
            .iload(INDEX)
            .invokestatic(LANES, "load", MethodTypeDesc.of(VECTOR, SEGMENT, ConstantDescs.CD_int))
            .astore(vector(row));
      }
      for (SortingNetwork.Comparator comparator : network.comparators()) {
        int low = vector(comparator.low());
        int high = vector(comparator.high());
        code.aload(low).aload(high).invokevirtual(VECTOR, "min", OF_TWO).astore(SMALLER);
        code.aload(low).aload(high).invokevirtual(VECTOR, "max", OF_TWO).astore(high);
        code.aload(SMALLER).astore(low);
      }
      for (int row = network.from(); row < network.to(); row++) {
        code.aload(vector(row))
            .aload(output(row))
            .iload(INDEX)
            .invokevirtual(
                VECTOR,
                "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, SHORTS, ConstantDescs.CD_int));
      }
    }

    private static int input(int row) {
      return FIRST + row;
    }

    private int vector(int row) {
      return FIRST + rows + row;
    }

    private int output(int row) {
      return FIRST + 2 * rows + row;
    }
  }
}
