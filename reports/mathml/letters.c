// SPDX-License-Identifier: GPL-3.0-or-later
/* The mathematical alphabets of Unicode: 26 letters in a row, but for those that had been there before. */
#include "reports/mathml/signs.h"

typedef struct { uint32_t capital, small, digit; } block;
typedef struct { nb_alphabet in; char c; uint32_t is; } elsewhere;

/* 0: the alphabet has none. */
static const block blocks[NB_ALPHABETS] = {
    [NB_BOLD]        = { 0x1d400, 0x1d41a, 0x1d7ce },
    [NB_SLANTED]     = { 0x1d434, 0x1d44e, 0 },
    [NB_BOLD_ITALIC] = { 0x1d468, 0x1d482, 0x1d7ce },
    [NB_SCRIPT]      = { 0x1d49c, 0x1d4b6, 0 },
    [NB_FRAKTUR]     = { 0x1d504, 0x1d51e, 0 },
    [NB_BLACKBOARD]  = { 0x1d538, 0x1d552, 0x1d7d8 },
    [NB_SANS]        = { 0x1d5a0, 0x1d5ba, 0x1d7e2 },
};

static const elsewhere exceptions[] = {
    { NB_SLANTED, 'h', 0x210e },
    { NB_SCRIPT, 'B', 0x212c }, { NB_SCRIPT, 'E', 0x2130 }, { NB_SCRIPT, 'F', 0x2131 }, { NB_SCRIPT, 'H', 0x210b },
    { NB_SCRIPT, 'I', 0x2110 }, { NB_SCRIPT, 'L', 0x2112 }, { NB_SCRIPT, 'M', 0x2133 }, { NB_SCRIPT, 'R', 0x211b },
    { NB_SCRIPT, 'e', 0x212f }, { NB_SCRIPT, 'g', 0x210a }, { NB_SCRIPT, 'o', 0x2134 },
    { NB_FRAKTUR, 'C', 0x212d }, { NB_FRAKTUR, 'H', 0x210c }, { NB_FRAKTUR, 'I', 0x2111 }, { NB_FRAKTUR, 'R', 0x211c },
    { NB_FRAKTUR, 'Z', 0x2128 },
    { NB_BLACKBOARD, 'C', 0x2102 }, { NB_BLACKBOARD, 'H', 0x210d }, { NB_BLACKBOARD, 'N', 0x2115 },
    { NB_BLACKBOARD, 'P', 0x2119 }, { NB_BLACKBOARD, 'Q', 0x211a }, { NB_BLACKBOARD, 'R', 0x211d },
    { NB_BLACKBOARD, 'Z', 0x2124 },
};

/* Capitals stay upright, as in TeX. */
static uint32_t bold_greek(uint32_t c)
{
    return 0x391 <= c && c <= 0x3a9 ? c - 0x391 + 0x1d6a8
         : 0x3b1 <= c && c <= 0x3c9 ? c - 0x3b1 + 0x1d736
         : c == 0x2207              ? 0x1d6c1 : c;
}

uint32_t nb_letter_in(nb_alphabet a, uint32_t c)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (exceptions[i].in == a && (uint32_t)exceptions[i].c == c)
            return exceptions[i].is;
    const block *b = &blocks[a];
    if ('A' <= c && c <= 'Z')
        return b->capital ? b->capital + (c - 'A') : c;
    if ('a' <= c && c <= 'z')
        return b->small ? b->small + (c - 'a') : c;
    if ('0' <= c && c <= '9')
        return b->digit ? b->digit + (c - '0') : c;
    return a == NB_BOLD || a == NB_BOLD_ITALIC ? bold_greek(c) : c;
}
