#!/usr/bin/env python3
"""Verifies the archive of a quiz of Jianghai: everything in it is computed again from the papers, and held against the log.

Python 3.8 or newer, its standard library, no network. Usage: verify.py [FOLDER], the unpacked archive, by default where this file is.
draw_verify.py lies beside it. Prints a line for each thing that was looked at; exits 1 where one differs, 2 on wrong usage.
Signatures (of drand, of the checkpoint) need what the standard library does not have, and are left to the verifiers named in README.txt.
"""
import base64
import datetime
import hashlib
import json
import os
import sys

import draw_verify

LETTERS = 'ABCDEFGH'
SHOWN = 5


def canonical(value):
    """RFC 8785 as far as it is needed here: no number in the archive has a fraction."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':'))


def sha256(text):
    return hashlib.sha256(text.encode('utf-8')).hexdigest()


def milliseconds(instant):
    held = datetime.datetime.strptime(instant, '%Y-%m-%dT%H:%M:%S.%fZ').replace(tzinfo=datetime.timezone.utc)
    return round((held - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) / datetime.timedelta(milliseconds=1))


class Report:
    """What was looked at, and where it differs."""

    def __init__(self):
        self.failed = 0

    def of(self, what, faults):
        self.failed += len(faults)
        print('%s %s' % ('不对 DIFFERS' if faults else '对 OK', what))
        for fault in faults[:SHOWN]:
            print('    %s' % fault)
        if len(faults) > SHOWN:
            print('    … %d' % (len(faults) - SHOWN))

    def note(self, what):
        print('注意 NOTE %s' % what)


def root_of(leaves):
    """The root of the log's tree (RFC 9162) from the hashes of its leaves, a level at a time: an odd one out goes up as it is."""
    level = [bytes.fromhex(leaf) for leaf in leaves]
    if not level:
        return hashlib.sha256(b'').digest()
    while len(level) > 1:
        pairs = [hashlib.sha256(b'\1' + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def log_of(folder, report):
    """The entries of the log by event and subject, after they were held against its tree."""
    leaves = lines_of(folder, 'log/leaves.txt')
    path = os.path.join(folder, 'log/checkpoint.txt')
    faults = []
    if os.path.exists(path):
        said = read(folder, 'log/checkpoint.txt').split('\n')
        if int(said[1]) != len(leaves):
            faults.append('the checkpoint is over %s leaves, here are %d' % (said[1], len(leaves)))
        if base64.b64decode(said[2]) != root_of(leaves):
            faults.append('the leaves do not give the root of the checkpoint')
    else:
        report.note('日志还没有检查点 · the log has no checkpoint yet')
    report.of('日志 %d 条的树根 · root of a log of %d leaves' % (len(leaves), len(leaves)), faults)
    faults, entries, waiting = [], {}, 0
    for line in lines_of(folder, 'log/entries.jsonl'):
        held = json.loads(line)
        body = json.loads(held['body'])
        if held['index'] is None:
            waiting += 1
        elif hashlib.sha256(b'\0' + held['body'].encode('utf-8')).hexdigest() != leaves[held['index']]:
            faults.append('entry %s is not the leaf %d' % (body['id'], held['index']))
        entries.setdefault((body['event'], body['subject']['id']), []).append(body)
    report.of('有关日志 %d 条 · %d entries about it' % (len(entries), len(entries)), faults)
    if waiting:
        report.note('%d 条还不在检查点下 · %d entries are not under the checkpoint yet' % (waiting, waiting))
    return entries


def paper_faults(line, questions, rules, entries):
    """What is wrong with one paper: its answers, its score, its time, its hash in the log."""
    attempt, name = line['attempt'], 'paper %s: ' % line['attempt']['id']
    right, faults, seen = 0, [], set()
    for position, choice, option, said_right, _ in line['answers']:
        asked = attempt['paper'][position - 1]
        shown = None if choice is None else asked['optionOrder'][choice]
        is_right = shown is not None and LETTERS[shown] == questions[asked['questionCode']]['answer']
        if position in seen or shown != option or is_right != said_right:
            faults.append(name + 'answer %d is not what its option says' % position)
        seen.add(position)
        right += is_right
    for asked in attempt['paper']:
        if sorted(asked['optionOrder']) != list(range(len(questions[asked['questionCode']]['options']))):
            faults.append(name + 'options of %s' % asked['questionCode'])
    if right * rules['points'] != attempt['score']:
        faults.append(name + 'score says %d, computed again it is %d' % (attempt['score'], right * rules['points']))
    tenths = (milliseconds(attempt['finishedAt']) - milliseconds(attempt['startedAt'])) // 100
    if tenths != attempt['tenths']:
        faults.append(name + 'tenths say %d, computed again they are %d' % (attempt['tenths'], tenths))
    logged = [each['facts']['sha256'] for each in entries.get(('participation.attempt-finished', attempt['id']), [])]
    if logged != [sha256(canonical({'attempt': attempt, 'answers': line['answers']}))]:
        faults.append(name + 'its hash is not the one in the log')
    return faults


def counted(rule, attempts):
    """What counts of one person's attempts, as (score, tenths, finished)."""
    if rule == 'sum':
        return (
            sum(each['score'] for each in attempts),
            sum(each['tenths'] for each in attempts),
            max(each['finishedAt'] for each in attempts),
        )
    if rule == 'last':
        found = max(attempts, key=lambda each: (each['finishedAt'], each['id']))
    else:
        found = min(attempts, key=lambda each: (-each['score'], each['tenths'], each['finishedAt'], each['id']))
    return found['score'], found['tenths'], found['finishedAt']


def ranking_faults(ranking, papers, rule):
    out = set(each['person'] for each in ranking['leftOut'])
    people, names = {}, {}
    for line in papers:
        attempt = line['attempt']
        if attempt['finishedAt'] <= ranking['cutoff'] and attempt['citizenId'] not in out:
            people.setdefault(attempt['citizenId'], []).append(attempt)
            names[attempt['citizenId']] = line['alias']
    table = [(person, counted(rule, attempts)) for person, attempts in people.items()]
    table.sort(key=lambda each: (-each[1][0], each[1][1], each[1][2], each[0]))
    table = table[: ranking['most']]
    faults = []
    if len(table) != len(ranking['places']):
        faults.append('there are %d places, computed again %d' % (len(ranking['places']), len(table)))
    for at, (place, (person, values)) in enumerate(zip(ranking['places'], table)):
        said = (place['score'], place['tenths'], place['finishedAt'])
        # Of who was erased since, only the place and its values can be compared.
        if place['place'] != at + 1 or said != values or names[person] not in (None, place['alias']):
            faults.append('place %d says %s %r, computed again %s %r' % (at + 1, place['alias'], said, names[person], values))
    return faults


def draw_faults(draw, ranking, entries):
    """The frozen pool, the announcement and the result of one draw, held against each other and the log."""
    faults = []
    frozen = [each['facts'] for each in entries.get(('participation.draw-frozen', draw['id']), [])]
    names = [place['alias'] for place in ranking['places']]
    excluded = [place['alias'] for place in ranking['places'] if place['excluded']]
    root = draw_verify.root_of(['%s\t1' % name for name in names]).hex()
    if [(each['sha256'], each['root']) for each in frozen] != [(sha256(canonical(ranking['places'])), root)]:
        faults.append('the pool is not the one whose hash and root are in the log')
    said = draw['announcement']
    if said is not None:
        logged = [each['facts']['hash'] for each in entries.get(('participation.draw-announced', draw['id']), [])]
        if logged != [sha256(canonical(said))] or draw['announcementHash'] not in logged:
            faults.append('the announcement is not the one whose hash is in the log')
        if said['pool']['root'] != root or said['exclusion']['count'] != len(excluded):
            faults.append('the announcement is of another pool')
    proof = draw['proof']
    if proof is None:
        return faults
    try:
        draw_verify.verify(proof)
    except draw_verify.Differs as error:
        faults.append('the proof does not hold: %s' % error)
    if proof['announcement'] != said or proof['input']['pool'] != names or proof['input'].get('exclude', []) != excluded:
        faults.append('the proof is of another announcement or pool')
    return faults


def prize_faults(draw, called_off):
    """Whether prizes went to winners, and then to reserves in the order drawn, one for each that was not given."""
    proof, prizes = draw['proof'], draw['prizes']
    if proof is None:
        return ['there are prizes before the draw is published'] if prizes else []
    order = proof['winners'] + proof['reserves']
    faults = []
    if [(each['number'], each['alias']) for each in prizes] != list(enumerate(order[: len(prizes)], 1)):
        faults.append('prizes are not in the order drawn')
    out = [each for each in prizes if each['state'] in ('lapsed', 'refused', 'passed-over')]
    # A prize that was claimed and never fetched ends with everything else, and moves nobody up.
    moving = [each for each in out if each['out'] != 'not-fetched']
    for each in prizes:
        if (each['number'] > len(proof['winners'])) != (each['movedUpFor'] is not None):
            faults.append('prize %d: moved up, or not' % each['number'])
    targets = [each['movedUpFor'] for each in prizes if each['movedUpFor'] is not None]
    if len(set(targets)) != len(targets) or not set(targets) <= set(each['id'] for each in out):
        faults.append('two reserves moved up for one prize, or one for a prize that is given')
    due = min(len(proof['winners']) + len(moving), len(order))
    if not called_off and len(prizes) != due:
        faults.append('there are %d prizes, of the order drawn there should be %d' % (len(prizes), due))
    return faults


def left_out_faults(draw, draws, ranking, rule, entries):
    """Whether exactly those are left out of a draw who had won before it: by the proofs of the earlier draws, and by the log's moving up.

    Who moved up before the pool was frozen is left out; who did so at the same instant or later may be, since both may have been under way.
    """
    said = set(place['alias'] for place in ranking['places'] if place['excluded'])
    if not rule:
        return ['%s is left out, and the rule leaves nobody out' % each for each in sorted(said)]
    frozen_at = [each['at'] for each in entries.get(('participation.draw-frozen', draw['id']), [])]
    if len(frozen_at) != 1:
        return ['the log does not say once when it was frozen']
    faults, must, may = [], set(), set()
    proofs = dict((each['number'], each['proof']) for each in draws)
    for number in range(1, draw['number']):
        if proofs.get(number) is None:
            faults.append('draw %d before it is not published, so nobody can say who had won' % number)
        else:
            must.update(proofs[number]['winners'])
    for other in draws:
        for prize in other['prizes']:
            moved = entries.get(('participation.reserve-moved-up', prize['id']), [])
            if other['id'] == draw['id'] or not moved:
                continue
            may.add(prize['alias'])
            if moved[0]['at'] < frozen_at[0]:
                must.add(prize['alias'])
    names = set(place['alias'] for place in ranking['places'])
    faults += ['%s had won before and is not left out' % each for each in sorted((must & names) - said)]
    faults += ['%s is left out and had not won before' % each for each in sorted(said - must - may)]
    return faults


def twice_faults(draws, rule):
    """Whether nobody has two prizes where the rule gives everybody one, and whoever is passed over for another prize has that one."""
    offered = {}
    for draw in draws:
        for prize in draw['prizes']:
            if prize['state'] != 'passed-over':
                offered.setdefault(prize['alias'], []).append(draw['number'])
    faults = []
    if rule:
        faults += ['%s has a prize of the draws %s' % (name, at) for name, at in sorted(offered.items()) if len(at) > 1]
    for draw in draws:
        for prize in draw['prizes']:
            if prize['out'] == 'won-another' and not (rule and set(offered.get(prize['alias'], [])) - set([draw['number']])):
                faults.append('%s is passed over in draw %d for a prize they do not have' % (prize['alias'], draw['number']))
    return faults


def read(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
        return file.read()


def lines_of(folder, name):
    return [line for line in read(folder, name).split('\n') if line]


def listed(folder, name):
    path = os.path.join(folder, name)
    return [] if not os.path.isdir(path) else [json.loads(read(path, each)) for each in sorted(os.listdir(path))]


def verify(folder, report):
    about = json.loads(read(folder, 'quiz.json'))
    entries = log_of(folder, report)
    quiz, bank = about['quiz'], read(folder, 'bank.json')
    imported = [
        each['facts']['sha256']
        for each in entries.get(('participation.bank-imported', about['bank']['id']), [])
        if each['facts']['number'] == about['bank']['version']
    ]
    announced = [each['facts']['bankSha256'] for each in entries.get(('participation.quiz-published', quiz['id']), [])]
    is_bank = [about['bank']['sha256']] == imported and announced[-1:] == imported and sha256(bank) in imported
    report.of('题库 · the question bank', [] if is_bank else ['the bank is not the one whose hash is in the log'])
    questions = dict((each['code'], each) for each in json.loads(bank))
    papers = [json.loads(line) for line in lines_of(folder, 'attempts.jsonl')]
    faults = [fault for line in papers for fault in paper_faults(line, questions, quiz['rules'], entries)]
    held = set(line['attempt']['id'] for line in papers)
    logged = set(of for event, of in entries if event == 'participation.attempt-finished')
    faults += ['paper %s is here and not in the log, or the other way round' % each for each in held ^ logged]
    if len(held) != len(papers):
        faults.append('a paper stands here twice')
    report.of('答卷 %d 份 · %d papers' % (len(papers), len(papers)), faults)
    rankings = dict((each['number'], each) for each in listed(folder, 'rankings'))
    for number, ranking in sorted(rankings.items()):
        report.of(
            '第%d次名次 %d 人 · ranking %d of %d people' % (number, len(ranking['places']), number, len(ranking['places'])),
            ranking_faults(ranking, papers, quiz['rules']['cumulation']),
        )
    draws = sorted(listed(folder, 'draws'), key=lambda each: each['number'])
    rule = quiz['draws'] is not None and quiz['draws']['earlierWinnersOut']
    for draw in draws:
        number = draw['number']
        report.of('第%d次抽取 · draw %d' % (number, number), draw_faults(draw, rankings[number], entries))
        report.of(
            '第%d次除外的人，按前面各次的证明 · who is left out of draw %d, by the proofs before it' % (number, number),
            left_out_faults(draw, draws, rankings[number], rule, entries),
        )
        report.of('第%d次奖品 · prizes of draw %d' % (number, number), prize_faults(draw, quiz['calledOff']))
    report.of('每人一份 · one prize a person', twice_faults(draws, rule))
    called_off = set(of for event, of in entries if event == 'participation.draw-called-off')
    frozen = set(of for event, of in entries if event == 'participation.draw-frozen') - called_off
    missing = frozen ^ set(each['id'] for each in draws)
    report.of('抽取 %d 次 · %d draws' % (len(draws), len(draws)), ['draw %s is here and not in the log, or the other way round' % each for each in missing])


def main(arguments):
    if len(arguments) > 1:
        sys.stderr.write(__doc__)
        return 2
    report = Report()
    try:
        verify(arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__)), report)
    except (OSError, LookupError, TypeError, ValueError, AttributeError) as error:
        report.of('审计包读不全 · the archive cannot be read', ['%r' % error])
    return 1 if report.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
