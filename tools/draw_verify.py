#!/usr/bin/env python3
"""Verifies a draw of Jianghai from its proof file: a second verifier, written from docs/draws.md in another language.

Python 3.8 or newer, its standard library, no network. Usage: draw_verify.py PROOF.json …; with --batch the file holds a list of proofs.
Prints a line for each proof and exits 1 where one does not hold, 2 on wrong usage. It computes the pool's root, the key, every step,
winners and reserves again, and holds an announcement against them. Signatures of drand need elliptic curves, which the standard library
does not have: the randomness is checked to be SHA-256 of the signature, and the rest is said to be left to the other verifiers.
"""
import hashlib
import json
import sys


class Differs(Exception):
    """A value of the proof is not what it is computed to be."""


def must(field, claimed, computed):
    if claimed != computed or type(claimed) is not type(computed):
        raise Differs('%s says %r, computed again it is %r' % (field, claimed, computed))


def written(source):
    """One source as it stands in the key (docs/draws.md, section 3)."""
    if isinstance(source, str):
        return '"%s"/' % source.replace('\\', '\\\\').replace('"', '\\"')
    numbers = source if isinstance(source, list) else [source]
    return ''.join('%d.' % number for number in sorted(numbers)) + '/'


def root_of(lines):
    """The root of a Merkle tree over lines (RFC 9162 section 2.1.1), by its own definition: split at the largest power of two."""
    if not lines:
        return hashlib.sha256(b'').digest()
    if len(lines) == 1:
        return hashlib.sha256(b'\0' + lines[0].encode('utf-8')).digest()
    half = 1
    while half * 2 < len(lines):
        half *= 2
    return hashlib.sha256(b'\1' + root_of(lines[:half]) + root_of(lines[half:])).digest()


class Tickets:
    """Sums of weights over a prefix (a Fenwick tree), so that a pool of any size is drawn in reasonable time."""

    def __init__(self, weights):
        self.sums = [0] * (len(weights) + 1)
        self.total = 0
        for place, weight in enumerate(weights):
            self.add(place, weight)
        self.top = 1
        while self.top * 2 <= len(weights):
            self.top *= 2

    def add(self, place, weight):
        self.total += weight
        at = place + 1
        while at < len(self.sums):
            self.sums[at] += weight
            at += at & -at

    def before(self, place):
        total, at = 0, place
        while at > 0:
            total += self.sums[at]
            at -= at & -at
        return total

    def holder(self, ticket):
        at, step = 0, self.top
        while step > 0:
            if at + step < len(self.sums) and self.sums[at + step] <= ticket:
                at += step
                ticket -= self.sums[at]
            step //= 2
        return at


def drawn(given):
    """The whole result of an input: poolRoot, key, winners, reserves, steps (docs/draws.md, sections 2 to 5)."""
    pool = given['pool']
    ids = list(range(1, pool + 1)) if isinstance(pool, int) else pool
    weights = given.get('weights')
    out = set(str(each) for each in given.get('exclude', []))
    held = [0 if str(each) in out else (weights[at] if weights else 1) for at, each in enumerate(ids)]
    people, tickets = Tickets([1 if weight else 0 for weight in held]), Tickets(held)
    lines = ['%s\t%d' % (each, weights[at] if weights else 1) for at, each in enumerate(ids)]
    key = ''.join(written(source) for source in given['sources'])
    name, width = ('md5', 2) if given['algorithm'] == 'rfc3797' else ('sha256', 4)
    steps = []
    for step in range(given['winners'] + given.get('reserves', 0)):
        ends = step.to_bytes(width, 'big')
        hashed = hashlib.new(name, ends + key.encode('utf-8') + ends).digest()
        ticket = int.from_bytes(hashed, 'big') % tickets.total
        place = tickets.holder(ticket)
        said = {'step': step, 'hash': hashed.hex(), 'remaining': people.total}
        if weights:
            said.update(tickets=str(tickets.total), ticket=str(ticket))
        said.update(index=people.before(place), id=ids[place])
        steps.append(said)
        people.add(place, -1)
        tickets.add(place, -held[place])
    order = [each['id'] for each in steps]
    return {
        'poolRoot': root_of(lines).hex(),
        'key': key,
        'winners': order[:given['winners']],
        'reserves': order[given['winners']:],
        'steps': steps,
    }


def announced(said, proof, result):
    """An announcement against what was drawn, and each source against what was announced (section 6)."""
    given = proof['input']
    pool, exclude = given['pool'], given.get('exclude', [])
    count = pool if isinstance(pool, int) else len(pool)
    must('announcement.pool.root', said['pool']['root'], result['poolRoot'])
    must('announcement.pool.count', said['pool']['count'], count)
    must('announcement.pool.tickets', said['pool']['tickets'], str(sum(given.get('weights') or [1] * count)))
    must('announcement.exclusion.root', said['exclusion']['root'], root_of([str(each) for each in exclude]).hex())
    must('announcement.exclusion.count', said['exclusion']['count'], len(exclude))
    for name in ('algorithm', 'winners'):
        must('announcement.' + name, said[name], given[name])
    must('announcement.reserves', said['reserves'], given.get('reserves', 0))
    used = proof['used']
    must('used', len(used), len(said['sources']))
    must('used', [each['value'] for each in used], given['sources'])
    for at, (source, value) in enumerate(zip(said['sources'], used)):
        kind = source
        if value.get('fallback'):
            if 'fallback' not in source:
                raise Differs('used[%d] took a fallback that was not announced' % at)
            kind = source['fallback']['source']
        if kind['kind'] == 'label':
            must('used[%d]' % at, value['value'], kind['value'])
        elif kind['kind'] == 'numbers':
            numbers = value['value']
            fits = isinstance(numbers, list) and len(numbers) == kind['count']
            if not fits or any(not kind['least'] <= number <= kind['most'] for number in numbers):
                raise Differs('used[%d] is not of the kind announced' % at)
        elif kind['kind'] == 'drand':
            signature = bytes.fromhex(value['beacon']['signature'])
            must('used[%d]' % at, value['value'], hashlib.sha256(signature).hexdigest())
        elif not isinstance(value['value'], str):
            raise Differs('used[%d] is not of the kind announced' % at)


def verify(proof):
    """Nothing where a proof holds; raises Differs with the first thing that does not."""
    result = drawn(proof['input'])
    if 'poolRoot' in proof:
        must('poolRoot', proof['poolRoot'], result['poolRoot'])
    if 'announcement' in proof:
        announced(proof['announcement'], proof, result)
    must('key', proof['key'], result['key'])
    for name in ('steps', 'winners', 'reserves'):
        for at, (claimed, computed) in enumerate(zip(proof[name], result[name])):
            must('%s[%d]' % (name, at), claimed, computed)
        must(name, len(proof[name]), len(result[name]))


def members(pairs):
    """A JSON object; one that has a member twice could be read as two proofs."""
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError('a member stands there twice')
    return held


def main(arguments):
    paths = [each for each in arguments if each != '--batch']
    if not paths:
        sys.stderr.write(__doc__)
        return 2
    failed = 0
    for path in paths:
        try:
            with open(path, encoding='utf-8-sig') as file:
                held = json.load(file, object_pairs_hook=members)
        except (OSError, ValueError, RecursionError) as error:
            print('%s: cannot be read as JSON: %s' % (path, error))
            failed += 1
            continue
        for at, proof in enumerate(held if '--batch' in arguments else [held]):
            name = '%s[%d]' % (path, at) if '--batch' in arguments else path
            try:
                verify(proof)
                print('%s: holds' % name)
            except Differs as error:
                print('%s: does not hold: %s' % (name, error))
                failed += 1
            except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
                print('%s: is no proof: %r' % (name, error))
                failed += 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
