package io.commonweight.registry.xet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a xorb contains, and where.
 *
 * @param places its chunks, in order
 */
record XorbIndex(List<Place> places) {
  /** Most chunks of a xorb. */
  static final int MAX_CHUNKS = 8192;

  private static final int PLACE_BYTES = XetHash.BYTES + 2 * Integer.BYTES;

  /**
   * A chunk in a xorb.
   *
   * @param chunk the chunk
   * @param end where the next one begins
   */
  record Place(Chunk chunk, long end) {}

  /** Copies the places. */
  XorbIndex {
    places = List.copyOf(places);
  }

  /**
   * Reads a whole xorb.
   *
   * @throws MalformedXetException if it is none, or has no chunk, or too many
   */
  static XorbIndex read(InputStream in) throws IOException {
    var reader = new XorbReader(in);
    List<Place> places = new ArrayList<>();
    for (Optional<byte[]> content = reader.next(); content.isPresent(); content = reader.next()) {
      if (places.size() == MAX_CHUNKS) {
        throw new MalformedXetException("the xorb has more than " + MAX_CHUNKS + " chunks");
      }
      places.add(new Place(Chunk.of(content.get()), reader.position()));
    }
    if (places.isEmpty()) {
      throw new MalformedXetException("the xorb has no chunk");
    }
    return new XorbIndex(places);
  }

  /** Reads what {@link #toBytes} wrote. */
  static XorbIndex ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Place> places = new ArrayList<>(bytes.length / PLACE_BYTES);
    while (in.hasRemaining()) {
      places.add(new Place(new Chunk(XetHash.read(in), in.getInt()), in.getInt()));
    }
    return new XorbIndex(places);
  }

  /** Its form in the database: of each chunk the hash, the length and the end. */
  byte[] toBytes() {
    ByteBuffer out =
        ByteBuffer.allocate(places.size() * PLACE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Place place : places) {
      place.chunk().hash().write(out);
      out.putInt((int) place.chunk().bytes()).putInt((int) place.end());
    }
    return out.array();
  }

  /** The xorb's hash. */
  XetHash hash() {
    return MerkleTree.root(places.stream().map(Place::chunk).toList());
  }

  /** How many bytes its chunks take. */
  long storedBytes() {
    return places.getLast().end();
  }

  /** Where a chunk begins. */
  long start(int chunk) {
    return chunk == 0 ? 0 : places.get(chunk - 1).end();
  }

  /**
   * The chunks that a term names.
   *
   * @throws MalformedXetException if they are not here, or not as the term says
   */
  List<Chunk> chunks(Term term) throws MalformedXetException {
    if (term.first() >= term.end() || term.end() > places.size()) {
      throw new MalformedXetException(
          "xorb %s has no chunks %d to %d".formatted(term.xorb(), term.first(), term.end()));
    }
    List<Chunk> chunks =
        places.subList(term.first(), term.end()).stream().map(Place::chunk).toList();
    long bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
    if (bytes != term.bytes() || !verification(chunks).equals(term.verification())) {
      throw new MalformedXetException(
          "chunks %d to %d of xorb %s have another length or verification hash than the shard says"
              .formatted(term.first(), term.end(), term.xorb()));
    }
    return chunks;
  }

  private static XetHash verification(List<Chunk> chunks) {
    ByteBuffer hashes =
        ByteBuffer.allocate(chunks.size() * XetHash.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    chunks.forEach(chunk -> chunk.hash().write(hashes));
    return HashKey.TERM.hash(hashes.array());
  }
}
