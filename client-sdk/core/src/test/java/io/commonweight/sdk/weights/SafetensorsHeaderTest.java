package io.commonweight.sdk.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One case for each rule of the format and of our profile. */
class SafetensorsHeaderTest {

  @TempDir private Path folder;

  @Test
  void headersOfOtherWritersAreRead() throws SafetensorsException {
    SafetensorsHeader header =
        parse(
            """
            { "b" : {"shape":[2,2],"data_offsets":[2,18],"dtype":"F32"},
             "__metadata__":{"format":"pt","x":""},
             "e":{"dtype":"F64","shape":[0,7],"data_offsets":[2,2]},
             "a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}""",
            18);

    assertThat(header.metadata()).isEqualTo(Map.of("format", "pt", "x", ""));
    assertThat(header.tensors())
        .containsExactly(
            new TensorInfo("a", Dtype.BF16, List.of(), 0, 2),
            new TensorInfo("e", Dtype.F64, List.of(0L, 7L), 2, 2),
            new TensorInfo("b", Dtype.F32, List.of(2L, 2L), 2, 18));
  }

  @Test
  void aFileWithoutTensorsIsAFile() throws SafetensorsException {
    assertThat(parse("{}", 0).tensors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                             | 0 | does not begin with a brace",
        "{                                                              | 0 | other than spaces",
        "{}x                                                            | 0 | other than spaces",
        "{}{}                                                           | 0 | something follows",
        "{'a':1}                                                        | 0 | a tensor: found",
        "{'a':{'dtype':'U8','shape':[1]}}                               | 1 | lacks",
        "{'a':{'dtype':'U8','data_offsets':[0,1]}}                      | 1 | lacks",
        "{'a':{'shape':[1],'data_offsets':[0,1]}}                       | 1 | lacks",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0]}}            | 1 | lacks",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1,1]}}        | 1 | more than 2",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1],'x':1}}    | 1 | unknown member",
        "{'a':{'dtype':'U9','shape':[1],'data_offsets':[0,1]}}          | 1 | unknown dtype",
        "{'a':{'dtype':'F4','shape':[2],'data_offsets':[0,1]}}          | 1 | unknown dtype",
        "{'a':{'dtype':'u8','shape':[1],'data_offsets':[0,1]}}          | 1 | unknown dtype",
        "{'a':{'dtype':'U8','shape':[-1],'data_offsets':[0,1]}}         | 1 | negative number",
        "{'a':{'dtype':'U8','shape':[1.0],'data_offsets':[0,1]}}        | 1 | VALUE_NUMBER_FLOAT",
        "{'a':{'dtype':'U8','shape':['1'],'data_offsets':[0,1]}}        | 1 | VALUE_STRING",
        "{'a':{'dtype':'U8','shape':[null],'data_offsets':[0,1]}}       | 1 | VALUE_NULL",
        "{'a':{'dtype':'U8','shape':[1,1,1,1,1,1,1,1,1],'data_offsets':[0,1]}} | 1 | more than 8",
        "{'a':{'dtype':'U8','shape':[9223372036854775808],'data_offsets':[0,1]}} | 1 | not JSON",
        "{'a':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0 | overflows",
        "{'a':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,0]}} | 0 | overflows",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,1]}}          | 1 | has 2 bytes",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,0]}}          | 1 | has 1 bytes",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}}          | 2 | begins at 1",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[1],'data_offsets':[2,3]}} | 3 | begins at 2",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | 2 | begins at 1",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 | begins at 0",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}          | 2 | the file at",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}          | 0 | the file at",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | 2 | not JSON",
        "{'a':{'dtype':'U8','dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 | not JSON",
        "{'':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}           | 1 | name",
        "{'a b':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}        | 1 | name",
        "{'__metadata__':{'a':1}}                                       | 0 | __metadata__",
        "{'__metadata__':{'a':{}}}                                      | 0 | __metadata__",
        "{'__metadata__':[]}                                            | 0 | __metadata__",
        "{'__metadata__':{},'__metadata__':{}}                          | 0 | not JSON",
        "{'a':{'dtype':'U8','shape':[[[[1]]]],'data_offsets':[0,1]}}    | 1 | nesting depth",
        "{'a':{'dtype':'U8','shape':[01],'data_offsets':[0,1]}}         | 1 | not JSON",
        "{/**/}                                                         | 0 | not JSON"
      })
  void brokenHeadersAreRefused(String header, int dataBytes, String reason) {
    assertThatThrownBy(() -> parse(header.replace('\'', '"'), dataBytes))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void dataThatIsNotAlignedIsRefused() {
    assertThatThrownBy(() -> SafetensorsHeader.parse("{}".getBytes(UTF_8), 10))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("the data begins at 10, no multiple of 8");
  }

  @Test
  void headersThatAreNotUtf8AreRefused() {
    byte[] header = "{\"__metadata__\":{\"a\":\"?\"}}      ".getBytes(UTF_8);
    header[22] = (byte) 0xc0;

    assertThatThrownBy(() -> SafetensorsHeader.parse(header, 8L + header.length))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("the header is not UTF-8");
  }

  @Test
  void lengthsThatDoNotFitTheFileAreRefused() throws IOException {
    for (long length : List.of(9L, -1L, Long.MIN_VALUE, 1L << 62, 16_777_217L)) {
      assertThatThrownBy(() -> read(length, "{}      "))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage("a header of " + Long.toUnsignedString(length) + " bytes in a file of 16");
    }
    assertThat(read(8, "{}      ").dataOffset()).isEqualTo(16);

    Path file = Files.write(folder.resolve("short"), new byte[7]);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThatThrownBy(() -> SafetensorsHeader.read(channel))
          .hasMessage("a file of 7 bytes has no header");
    }
  }

  private SafetensorsHeader read(long length, String rest) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + rest.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(rest.getBytes(UTF_8));
    Path file = Files.write(folder.resolve("file"), bytes.array());
    try (FileChannel channel = FileChannel.open(file)) {
      return SafetensorsHeader.read(channel);
    }
  }

  private static SafetensorsHeader parse(String header, int dataBytes) throws SafetensorsException {
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    return SafetensorsHeader.parse(padded.getBytes(UTF_8), 8L + padded.length() + dataBytes);
  }
}
