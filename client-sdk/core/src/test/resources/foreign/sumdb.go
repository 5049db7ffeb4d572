// Command sumdb lets the Go checksum database's code judge our notes, tiles and proofs.
//
//	sumdb note NOTE VKEY...                 name who signed
//	sumdb log FOLDER VKEY                   check all tiles and proofs, and print the proofs
//	sumdb inclusion FOLDER VKEY PROOFS      judge lines of an index and a path
//	sumdb consistency FOLDER VKEY PROOFS    judge lines of an old size, an old root and a path
//	sumdb receipt PROOF ENTRY VKEY          judge a tlog-proof of an entry
//	sumdb evidence FILE VKEY                judge evidence of two histories of one log
//
// A folder holds what a log serves below its prefix (C2SP tlog-tiles).
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8
	fullTile = 1 << height

	ed25519Cosignature = 0x04
)

func main() {
	args := os.Args[2:]
	var err error
	switch os.Args[1] {
	case "note":
		err = printSigners(args[0], args[1:])
	case "log":
		err = printProofs(args[0], args[1])
	case "inclusion":
		err = judgeInclusion(args[0], args[1], args[2])
	case "consistency":
		err = judgeConsistency(args[0], args[1], args[2])
	case "receipt":
		err = judgeReceipt(args[0], args[1], args[2])
	case "evidence":
		err = judgeEvidence(args[0], args[1])
	default:
		err = errors.New("unknown command " + os.Args[1])
	}
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func printSigners(file string, vkeys []string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	opened, err := open(data, vkeys...)
	if err != nil {
		return err
	}
	for _, sig := range opened.Sigs {
		fmt.Printf("%s %08x\n", sig.Name, sig.Hash)
	}
	return nil
}

func open(data []byte, vkeys ...string) (*note.Note, error) {
	var known []note.Verifier
	for _, vkey := range vkeys {
		verifier, err := newVerifier(vkey)
		if err != nil {
			return nil, err
		}
		known = append(known, verifier)
	}
	return note.Open(data, note.VerifierList(known...))
}

func newVerifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a vkey")
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != ed25519Cosignature {
		return note.NewVerifier(vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("not the id of the vkey")
	}
	return cosigner{parts[0], hash, typed[1:]}, nil
}

// A cosigner verifies lines of type 0x04 (C2SP tlog-cosignature), which this note package is too old
// to know: a time, and a signature over it and the text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string { return c.name }

func (c cosigner) KeyHash() uint32 { return c.hash }

func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key, append([]byte(head), msg...), sig[8:])
}

// checkpoint verifies a note and parses its text.
func checkpoint(data []byte, vkey string) (tlog.Tree, error) {
	opened, err := open(data, vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != opened.Sigs[0].Name {
		return tlog.Tree{}, errors.New("not a checkpoint of its signer")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// A folder is a log's static files.
type folder string

func (f folder) Height() int { return height }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// Go's own paths carry the height, and name the level of entries otherwise.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		path = strings.Replace(path, "tile/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f folder) tree(vkey string) (tlog.Tree, error) {
	data, err := os.ReadFile(filepath.Join(string(f), "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	return checkpoint(data, vkey)
}

// leaves computes the hashes of all entries.
func (f folder) leaves(size int64) ([]tlog.Hash, error) {
	var leaves []tlog.Hash
	for n := int64(0); n*fullTile < size; n++ {
		width := size - n*fullTile
		if width > fullTile {
			width = fullTile
		}
		bundles, err := f.ReadTiles([]tlog.Tile{{H: height, L: -1, N: n, W: int(width)}})
		if err != nil {
			return nil, err
		}
		for rest := bundles[0]; len(rest) > 0; {
			end := 2 + int(binary.BigEndian.Uint16(rest))
			leaves = append(leaves, tlog.RecordHash(rest[2:end]))
			rest = rest[end:]
		}
	}
	if int64(len(leaves)) != size {
		return nil, fmt.Errorf("%d entries in a log of %d", len(leaves), size)
	}
	return leaves, nil
}

func printProofs(dir, vkey string) error {
	f := folder(dir)
	tree, err := f.tree(vkey)
	if err != nil {
		return err
	}
	leaves, err := f.leaves(tree.N)
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, f)
	for n := int64(0); n < tree.N; n++ {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaves[n]); err != nil {
			return err
		}
		fmt.Println(n, text(proof))
	}
	for n := int64(1); n <= tree.N; n++ {
		root, err := tlog.TreeHash(n, reader)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, n, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, n, root); err != nil {
			return err
		}
		fmt.Println(n, text(append([]tlog.Hash{root}, proof...)))
	}
	return nil
}

func text(hashes []tlog.Hash) string {
	var words []string
	for _, hash := range hashes {
		words = append(words, hash.String())
	}
	return strings.Join(words, " ")
}

func judgeInclusion(dir, vkey, proofs string) error {
	f := folder(dir)
	tree, err := f.tree(vkey)
	if err != nil {
		return err
	}
	leaves, err := f.leaves(tree.N)
	if err != nil {
		return err
	}
	return judge(proofs, func(n int64, hashes []tlog.Hash) error {
		return tlog.CheckRecord(hashes, tree.N, tree.Hash, n, leaves[n])
	})
}

func judgeConsistency(dir, vkey, proofs string) error {
	tree, err := folder(dir).tree(vkey)
	if err != nil {
		return err
	}
	return judge(proofs, func(n int64, hashes []tlog.Hash) error {
		return tlog.CheckTree(hashes[1:], tree.N, tree.Hash, n, hashes[0])
	})
}

// judge prints a verdict for each line of a number and hashes.
func judge(file string, check func(int64, []tlog.Hash) error) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		words := strings.Fields(line)
		n, err := strconv.ParseInt(words[0], 10, 64)
		if err != nil {
			return err
		}
		hashes, err := parse(words[1:])
		if err != nil {
			return err
		}
		if check(n, hashes) == nil {
			fmt.Println("valid")
		} else {
			fmt.Println("invalid")
		}
	}
	return nil
}

func parse(words []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, word := range words {
		hash, err := tlog.ParseHash(word)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// judgeReceipt follows C2SP tlog-proof: a header, the index, the path, and a checkpoint.
func judgeReceipt(file, entryFile, vkey string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	parts := strings.SplitN(string(data), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	path, err := parse(lines[2:])
	if err != nil {
		return err
	}
	tree, err := checkpoint([]byte(parts[1]), vkey)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Println("entry", index, "of", tree.N)
	return nil
}

// judgeEvidence opens both notes of a file: its head, and the notes, each after an empty line.
func judgeEvidence(file, vkey string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	parts := strings.Split(string(data), "\n\n")
	if len(parts) != 5 {
		return errors.New("not evidence of two notes")
	}
	one, err := checkpoint([]byte(parts[1]+"\n\n"+parts[2]+"\n"), vkey)
	if err != nil {
		return err
	}
	other, err := checkpoint([]byte(parts[3]+"\n\n"+parts[4]), vkey)
	if err != nil {
		return err
	}
	root := other.Hash
	switch head := strings.Split(parts[0], "\n"); head[0] {
	case "commonweight.dev/equivocation@v1":
		if one.N != other.N {
			return errors.New("both can be true")
		}
	case "commonweight.dev/inconsistency@v1":
		hashes, err := parse(strings.Split(strings.TrimPrefix(parts[0], head[0]+"\nroot "), "\n"))
		if err != nil {
			return err
		}
		root = hashes[0]
		if err := tlog.CheckTree(hashes[1:], other.N, other.Hash, one.N, root); err != nil {
			return err
		}
	default:
		return errors.New("not evidence of two notes")
	}
	if one.Hash == root {
		return errors.New("both can be true")
	}
	fmt.Println("two roots at size", one.N)
	return nil
}
