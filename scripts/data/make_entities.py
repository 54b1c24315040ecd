#!/usr/bin/env python3
"""Write src/read/entities.def: the named character references of HTML.

    make_entities.py

The names are those of the HTML Living Standard, section "Named character references", as Python's html.entities has
them.
"""
import html.entities
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEAD = """/* ENTITY(name, text, bare): the named character references of the HTML Living Standard, in the order of strcmp(). bare: 1 where
 * the name also stands without a semicolon. Made by scripts/data/make_entities.py. */
"""


def main():
    names = html.entities.html5
    with open(os.path.join(ROOT, 'src/read/entities.def'), 'w', encoding='ascii', newline='\n') as out:
        out.write(HEAD)
        for name in sorted(n[:-1] for n in names if n.endswith(';')):
            text = ''.join('\\x%02X' % byte for byte in names[name + ';'].encode())
            out.write('ENTITY("%s", "%s", %d)\n' % (name, text, name in names))


if __name__ == '__main__':
    main()
