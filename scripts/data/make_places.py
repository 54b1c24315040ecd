#!/usr/bin/env python3
"""Write rules/common/places.words and rules/en/places.words.

Needs the Debian packages iso-codes (ISO 3166-1) and unicode-cldr-core (English names of countries and of the parts of
some of them), and the lists places.extra and cities.extra beside this script, which are kept by hand and go first.
"""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CLDR = '/usr/share/unicode/cldr/common/'
ISO = '/usr/share/iso-codes/json/'
PARTS_OF = 'US CA AU DE CN IN'.split()
# Everyday words, and names that are also names of people, months or much else.
NOT = set('Unknown Region|Pseudo-Accents|Pseudo-Bidi|Outlying Oceania|Reading|Mobile|Unknown'.split('|'))
WIDTH = 96


def version(package):
    return subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], capture_output=True, text=True, check=True).stdout


def split_names(text):
    """Commas separate names, but "Washington, D.C." is one."""
    return re.split(r', (?!D\.C\.)', text)


def read_extra(name):
    places, adjectives = [], []
    for line in open(os.path.join(HERE, name), encoding='utf-8'):
        line = line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        code, _, names = line.partition('  ')
        if not names:
            sys.exit(f'{name}: cannot use: {line}')
        if code.startswith('adj '):
            adjectives.append((code[4:], split_names(names)))
        else:
            places.append((code, split_names(names)))
    return places, adjectives


def countries():
    for c in json.load(open(ISO + 'iso_3166-1.json', encoding='utf-8'))['3166-1']:
        for key in ('common_name', 'name', 'official_name'):
            if key in c and ',' not in c[key]:
                yield c['alpha_2'], c[key]
    for t in ET.parse(CLDR + 'main/en.xml').getroot().iter('territory'):
        if re.fullmatch('[A-Z]{2}', t.get('type')) and t.text and '(' not in t.text:
            yield t.get('type'), t.text.replace(' & ', ' and ')
            if ' & ' in t.text:
                yield t.get('type'), t.text


def parts():
    for s in ET.parse(CLDR + 'subdivisions/en.xml').getroot().iter('subdivision'):
        code = s.get('type').upper()
        if code[:2] in PARTS_OF and s.text:
            yield f'{code[:2]}-{code[2:]}', s.text


def entries(names, code):
    lines, now = [], ''
    for n in names:
        if now and len(now) + len(n) + 2 > WIDTH:
            lines.append(f'    {now}  {code}')
            now = n
        else:
            now = f'{now}, {n}' if now else n
    return lines + [f'    {now}  {code}'] if now else lines


def take(table, seen, code, names):
    for n in names:
        n = n.replace(', ', ' ')
        if n in seen or n in NOT or len(n) < 2 or re.fullmatch('[A-Z]{1,2}-?', n) and n not in ('US', 'UK', 'EU'):
            continue
        seen.add(n)
        table.setdefault(code, []).append(n)


def main():
    places, adjectives = read_extra('places.extra')
    cities, _ = read_extra('cities.extra')
    table, city_table, seen = {}, {}, set()
    for code, names in places:
        take(table, seen, code, names)
    for code, name in list(countries()) + list(parts()):
        take(table, seen, code, [name])
    for code, names in cities:
        for n in names:
            take(city_table, seen, f'{code}/{n}', [n])
    by_country = {}
    for key, names in city_table.items():
        by_country.setdefault(key.split('/')[0], []).extend(names)
    made = f'''# Made by scripts/data/{os.path.basename(__file__)} of: ISO 3166 in the Debian package iso-codes {version("iso-codes")}
# (LGPL-2.1-or-later); Unicode CLDR in unicode-cldr-core {version("unicode-cldr-core")} (Unicode licence); and the lists
# scripts/data/places.extra and cities.extra, kept by hand.
'''
    write('rules/common/places.words', '# Cities of the world by the names that English texts use; most are the same elsewhere.\n#\n'
          '# list place\n#     name, name  ISO 3166 code of the country or part of it, slash, "city"\n#\n' + made,
          ['list place cased'] + [line for c in by_country for line in entries(by_country[c], c + '/city')])
    lines = ['list place cased']
    for code in table:
        lines += entries(table[code], code)
    lines += ['', 'list place_adjective cased']
    for code, names in adjectives:
        lines += entries(names, code)
    write('rules/en/places.words', '# English names of countries, regions of the world and parts of some countries.\n#\n'
          '# list place            name, name  ISO 3166-1 or -2 code, or the id of a region\n'
          '# list place_adjective  adjective   the same\n#\n' + made, lines)


def write(path, head, lines):
    with open(os.path.join(ROOT, path), 'w', encoding='utf-8', newline='\n') as f:
        f.write(head + '\n' + '\n'.join(lines) + '\n')


main()
