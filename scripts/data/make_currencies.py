#!/usr/bin/env python3
"""Write rules/common/currencies.units and rules/en/currencies.names.

Needs the Debian packages iso-codes (ISO 4217 codes) and unicode-cldr-core (signs and English names), and the list
currencies.extra beside this script, which is kept by hand and goes before both.
"""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ISO = '/usr/share/iso-codes/json/iso_4217.json'
CLDR = '/usr/share/unicode/cldr/common/main/'

# Codes of funds, metals and tests: no one states a price in them.
NO_MONEY = set('BOV CHE CHW CLF COU MXV USN UYI UYW XAG XAU XBA XBB XBC XBD XPD XPT XSU XTS XUA XXX ZZZ'.split())
# Codes that are also words in capitals.
WORDS = set('ALL TOP TRY CUP MAD PEN SOS COP BOB GEL MOP RON MUR LAK BAM AMD SIT ESP DOP ETH LTC STD CUC PAB GIP BIF'.split())
WIDTH = 88


def version(package):
    return subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package],
                          capture_output=True, text=True, check=True).stdout


def cldr_currencies(locale):
    root = ET.parse(f'{CLDR}{locale}.xml').getroot()
    found = {}
    for c in root.iter('currency'):
        names = [n.text for n in c.findall('displayName') if n.get('count')]
        signs = [s.text for s in c.findall('symbol')]
        found[c.get('type')] = (names, signs)
    return found


def read_extra():
    order, parts = {}, []
    for line in open(os.path.join(HERE, 'currencies.extra'), encoding='utf-8'):
        line = line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        fields = re.split(r' {2,}', line)
        if fields[0].startswith('part '):
            parts.append([fields[0][5:]] + fields[1:])
            continue
        code = fields[0].replace('only ', '')
        if len(fields) != 3 or code in order:
            sys.exit(f'currencies.extra: cannot use: {line}')
        signs = [] if fields[1] == '-' else fields[1].split(' ')
        names = [] if fields[2] == '-' else fields[2].split(', ')
        order[code] = (signs, names)
    return order, parts


def bare(spelling):
    return spelling.rstrip('!?') if len(spelling) > 1 else spelling


def add(spellings, new, seen=None):
    """Those of `new` that are not yet there, marks and case apart."""
    have = {bare(s).lower() for s in spellings}
    for s in new:
        key = bare(s).lower()
        if key not in have and (seen is None or key not in seen):
            spellings.append(s)
            have.add(key)


def fold(key, spellings):
    """Lines of at most WIDTH characters of spellings, each with the id before it."""
    lines, now = [], ''
    for s in spellings:
        if now and len(now) + len(s) + 2 > WIDTH:
            lines.append(f'{key:<10}  {now}')
            now = s
        else:
            now = f'{now}, {s}' if now else s
    return lines + [f'{key:<10}  {now}']


def main():
    iso = {c['alpha_3']: c['name'] for c in json.load(open(ISO, encoding='utf-8'))['4217']}
    english = cldr_currencies('en')
    neutral = cldr_currencies('root')
    extra, parts = read_extra()
    codes = list(extra) + sorted(c for c in iso if c not in extra and c not in NO_MONEY)
    sources = (f'# Made by scripts/data/{os.path.basename(__file__)} of: ISO 4217 in the Debian package iso-codes '
               f'{version("iso-codes")} (LGPL-2.1-or-later);\n'
               f'# Unicode CLDR in unicode-cldr-core {version("unicode-cldr-core")} (Unicode licence); and '
               f'scripts/data/currencies.extra, kept by hand.\n')
    owner, names_owner = {}, {}
    units = ['# Currencies.', '#', '# id  money  value  signs   (as in units.units)', '#',
             '# sign?  several currencies share it: the first in this file is meant, unless the text says otherwise.',
             '# sign!  also a letter or a word: counts only where it touches its number or the context is strict.', '#',
             sources]
    names = ['# English names of the currencies in common/currencies.units.', '#',
             '# id  name, name, …   (an id may have several lines)', '#',
             '# name?  several countries have one of that name; the one meant by default stands here.',
             '# name!  also an everyday word or another unit: wants a strict context.', '#', sources]
    for code in codes:
        signs = [code + ('!' if code in WORDS else '')]
        own, spellings = extra.get(code, ([], []))
        add_signs(signs, own)
        given = [s for s in english.get(code, ([], []))[1] + neutral.get(code, ([], []))[1] if good_sign(s, code)]
        add_signs(signs, [s for s in given if s not in owner and s.rstrip('?!') not in
                          {x.rstrip('?!') for c in extra for x in extra[c][0]}])
        for s in signs:
            owner.setdefault(s, code)
        units.append(f'{code:<10}  money  {"1 " + code:<10}  {" ".join(signs)}')
        all_names = list(spellings)
        add(all_names, [n for n in english.get(code, ([], []))[0] if '(' not in n and n != code], names_owner)
        for n in all_names:
            if names_owner.setdefault(bare(n).lower(), code) != code:
                sys.exit(f'{n}: name of {names_owner[bare(n).lower()]} and of {code}')
        if all_names:
            names.extend(fold(code, all_names))
    units.append('\n# Parts of them.')
    names.append('\n# Parts of them.')
    for key, value, signs, spellings in parts:
        units.append(f'{key:<10}  money  {value:<10}  {signs}')
        if spellings != '-':
            names.extend(fold(key, spellings.split(', ')))
    write('rules/common/currencies.units', units)
    write('rules/en/currencies.names', names)


def add_signs(signs, new):
    have = {s.rstrip('?!') for s in signs}
    for s in new:
        if s.rstrip('?!') not in have:
            signs.append(s)
            have.add(s.rstrip('?!'))


def good_sign(sign, code):
    return sign and sign != code and not re.fullmatch(r'[A-Za-z]{1,2}\.?|[$£¥]', sign) and not re.search(r'\s', sign)


def write(path, lines):
    with open(os.path.join(ROOT, path), 'w', encoding='utf-8', newline='\n') as f:
        f.write('\n'.join(lines) + '\n')


main()
