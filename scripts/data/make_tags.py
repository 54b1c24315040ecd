#!/usr/bin/env python3
"""Write rules/en/tags.words: the usual part of speech of the most frequent English word forms.

    make_tags.py masc_tagged.zip

Counts come from the part-of-speech tagged texts of MASC (American National Corpus); words that MASC has too seldom are
added from the Debian package wordnet-base where WordNet's own tagged texts have them in one part of speech alone.
"""
import collections
import os
import re
import subprocess
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORDNET = '/usr/share/wordnet/'
SHARE = 0.6      # of a word's occurrences
SEEN = 3         # times in MASC, at least
FORMS = 9000     # of MASC
MORE = 2500      # of WordNet

CLASSES = {
    'N': 'NN NNS NNP NNPS', 'V': 'VB VBP VBZ VBD MD', 'G': 'VBG', 'B': 'VBN', 'J': 'JJ JJR JJS', 'R': 'RB RBR RBS WRB',
    'D': 'DT PDT WDT', 'P': 'IN TO RP', 'O': 'PRP PRP$ WP WP$ EX', 'C': 'CC', 'Q': 'CD', 'X': 'UH FW',
}
CLASS_OF = {tag: name for name, tags in CLASSES.items() for tag in tags.split()}
WORD = re.compile(r"[a-z][a-z'’-]*[a-z]|[a-z]")


def count(path):
    """Word form, lower case → class → times; capitals inside a sentence too: proper names are nouns."""
    seen = collections.defaultdict(collections.Counter)
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith('.txt') or name.endswith('categories.txt'):
                continue
            for token in archive.read(name).decode('utf-8', 'replace').split():
                word, _, tag = token.rpartition('_')
                word = word.lower()
                if tag in CLASS_OF and WORD.fullmatch(word):
                    seen[word][CLASS_OF[tag]] += 1
    return seen


def usual(classes):
    """The class that most occurrences have, or None. Past forms that are now finite, now participle count as verbs."""
    total = sum(classes.values())
    best, times = max(sorted(classes.items()), key=lambda item: item[1])
    if times >= SHARE * total:
        return best
    if classes['V'] + classes['B'] >= SHARE * total:
        return 'V' if classes['V'] >= classes['B'] else 'B'
    return None


def from_masc(path):
    seen = count(path)
    often = sorted((w for w in seen if sum(seen[w].values()) >= SEEN), key=lambda w: (-sum(seen[w].values()), w))[:FORMS]
    return {w: usual(seen[w]) for w in often}


def from_wordnet(known):
    """Verbs, adjectives and adverbs that were tagged in WordNet's texts, in one part of speech alone, most frequent first.
    No nouns: a word that nothing is known of is taken for one anyway."""
    times, parts = collections.Counter(), collections.defaultdict(set)
    for line in open(WORDNET + 'cntlist.rev', encoding='ascii'):
        key, _, n = line.split()
        lemma, rest = key.split('%')
        times[lemma] += int(n)
        parts[lemma].add('NVJRJ'[int(rest[0]) - 1])
    for name, part in (('noun', 'N'), ('verb', 'V'), ('adj', 'J'), ('adv', 'R')):
        for line in open(f'{WORDNET}index.{name}', encoding='ascii'):
            lemma = line.split(' ', 1)[0]
            if lemma in times:
                parts[lemma].add(part)
    irregular = {line.split()[1] for line in open(WORDNET + 'verb.exc', encoding='ascii')}
    fit = [w for w in times if times[w] > 1 and len(parts[w]) == 1 and 'N' not in parts[w] and WORD.fullmatch(w)]
    found = {}
    for w in sorted(fit, key=lambda w: (-times[w], w))[:MORE]:
        part = min(parts[w])
        found[w] = part
        if part == 'V' and w not in irregular:
            found.update({form: 'V' for form in third_person(w) if form not in known})
    return found


def third_person(verb):
    """Its regular form, which looks like a plural. Forms in -ed and -ing tell by their ending."""
    if re.search('[^aeiou]y$', verb):
        return [verb[:-1] + 'ies']
    return [verb + ('es' if re.search('(s|x|z|ch|sh|o)$', verb) else 's')]


def version(package):
    return subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], capture_output=True, text=True, check=True).stdout


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    masc = from_masc(sys.argv[1])
    words = {w: t for w, t in masc.items() if t}
    words.update(from_wordnet(masc))
    with open(os.path.join(ROOT, 'rules/en/tags.words'), 'w', encoding='utf-8', newline='\n') as f:
        f.write(f'''# The usual part of speech of English word forms, in lower case.
#
# list tag
#     word  N noun  V verb (finite or base form)  G -ing form  B past participle  J adjective  R adverb  D determiner
#           P preposition, particle, subordinator  O pronoun  C conjunction  Q number  X interjection, foreign
#
# A word stands here when at least {SHARE:.0%} of its occurrences are of that class; those that are of several have a
# table of their own, mixed.words. A word that stands in neither is most likely a noun.
#
# Made by scripts/data/{os.path.basename(__file__)} of: the part-of-speech tagged texts of the Manually Annotated Sub-Corpus
# (MASC 3.0.0, copyright 2014 American National Corpus; free to use for linguistic education, research and development,
# including commercial development); and WordNet 3.0 in the Debian package wordnet-base {version('wordnet-base')}
# (copyright 2006 Princeton University, WordNet licence).

list tag
''')
        for word in sorted(words):
            f.write(f'    {word}  {words[word]}\n')


main()
