#!/usr/bin/env python3
"""Write rules/en/mixed.words: English word forms that are now one part of speech, now another.

    make_mixed.py masc_tagged.zip

Counts come from the part-of-speech tagged texts of MASC (American National Corpus). A form stands here when it has two
classes with at least SHARE of its occurrences and SEEN of them each; the letters stand in falling frequency.
"""
import collections
import os
import re
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARE, SEEN = 0.06, 2
CLASSES = {'N': 'NN NNS', 'V': 'VB VBP VBZ VBD', 'G': 'VBG', 'B': 'VBN', 'J': 'JJ JJR JJS', 'R': 'RB RBR RBS', 'P': 'IN'}
CLASS_OF = {tag: name for name, tags in CLASSES.items() for tag in tags.split()}
WORD = re.compile(r'[a-z]+(-[a-z]+)?')
HEAD = """# English word forms that are of several parts of speech.
#
# list tag_mixed
#     word  the letters of the list `tag`, the more frequent first
#
# Made by scripts/data/make_mixed.py of the part-of-speech tagged texts of the Manually Annotated Sub-Corpus
# (MASC 3.0.0, copyright 2014 American National Corpus; free to use for linguistic education, research and development,
# including commercial development).

list tag_mixed
"""


def count(path):
    seen = collections.defaultdict(collections.Counter)
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith('.txt') or name.endswith('categories.txt'):
                continue
            for token in archive.read(name).decode('utf-8', 'replace').split():
                word, _, tag = token.rpartition('_')
                if tag in CLASS_OF and len(word) > 1 and WORD.fullmatch(word.lower()):
                    seen[word.lower()][CLASS_OF[tag]] += 1
    return seen


def main():
    lines = []
    for word, classes in sorted(count(sys.argv[1]).items()):
        total = sum(classes.values())
        kept = [name for name, n in sorted(classes.items(), key=lambda item: (-item[1], item[0])) if n >= SEEN and n >= SHARE * total]
        if len(kept) > 1:
            lines.append(f"    {word}  {''.join(kept)}\n")
    with open(os.path.join(ROOT, 'rules/en/mixed.words'), 'w', encoding='utf-8') as out:
        out.write(HEAD + ''.join(lines))


main()
