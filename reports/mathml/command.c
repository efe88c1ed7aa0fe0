// SPDX-License-Identifier: GPL-3.0-or-later
/* Commands, with what they take: fractions, accents, roots, fences, alphabets, texts. */
#include <string.h>

#include "reports/escape.h"
#include "reports/mathml/reader.h"

#define COUNT(array) (sizeof array / sizeof *(array))

/* A command that writes its arguments one after the other between two texts. */
typedef struct {
    const char *name, *open, *close;
    size_t      arguments;
    nb_nucleus  is;
    bool        reduces;                // no display within
} construction;

#define SMALL   "<mstyle displaystyle=\"false\">"
#define LARGE   "<mstyle displaystyle=\"true\">"
#define CHOOSE  "<mrow><mo>(</mo><mfrac linethickness=\"0\">"
#define CHOSEN  "</mfrac><mo>)</mo></mrow>"
#define STACK(name, open, close, role) { name, open, close, 2, { role, false }, true }
/* With accent="true" browsers set a sign so low that it strikes the letter. */
#define ACCENT(name, sign) \
    { name, "<mover>", "<mo stretchy=\"false\">" sign "</mo></mover>", 1, { NB_LETTER, false }, false }
#define RULE(name, style) { name, "<mrow style=\"" style "\">", "</mrow>", 1, { NB_LETTER, false }, false }
#define STRETCH(name, element, sign, limits) \
    { name, "<" element ">", "<mo stretchy=\"true\">" sign "</mo></" element ">", 1, { NB_LETTER, limits }, false }
static const construction constructions[] = {
    STACK("frac", "<mfrac>", "</mfrac>", NB_LETTER),
    STACK("tfrac", SMALL "<mfrac>", "</mfrac></mstyle>", NB_LETTER),
    STACK("dfrac", LARGE "<mfrac>", "</mfrac></mstyle>", NB_LETTER),
    STACK("binom", CHOOSE, CHOSEN, NB_LETTER),
    STACK("tbinom", SMALL CHOOSE, CHOSEN "</mstyle>", NB_LETTER),
    STACK("dbinom", LARGE CHOOSE, CHOSEN "</mstyle>", NB_LETTER),
    ACCENT("hat", "^"), ACCENT("tilde", "~"), ACCENT("bar", "¯"), ACCENT("vec", "→"), ACCENT("dot", "˙"),
    ACCENT("ddot", "¨"),
    { "xrightarrow", "<mover><mo stretchy=\"true\">→</mo>", "</mover>", 1, { NB_RELATION, false }, true },
    STRETCH("widehat", "mover", "^", false), STRETCH("widetilde", "mover", "~", false),
    RULE("overline", "border-top:.06em solid;padding-top:.1em"), RULE("underline", "border-bottom:.06em solid"),
    STRETCH("overbrace", "mover", "⏞", true), STRETCH("underbrace", "munder", "⏟", true),
    { "substack", "<mrow>", "</mrow>", 1, { NB_LETTER, false }, false },      // of one line
    { "mathop", "<mrow>", "</mrow>", 1, { NB_LIMIT, true }, false },
    { "mathrel", "<mrow><mspace width=\"0.2778em\"/>", "</mrow>", 1, { NB_RELATION, false }, false },
};

static bool construct(nb_math_reader *r, const construction *c, nb_nucleus *n)
{
    nb_math_put(r, "%s", c->open);
    for (size_t i = 0; i < c->arguments; i++)
        if (!nb_read_argument(r, r->display && !c->reduces))
            return false;
    nb_math_put(r, "%s", c->close);
    *n = c->is;
    return true;
}

/* \overset{above}{base}: the base comes first in MathML. */
static bool set(nb_math_reader *r, bool over, nb_nucleus *n)
{
    nb_math_reader note = *r, skip = *r;
    skip.out = NULL;
    if (!nb_read_argument(&skip, false))
        return false;
    r->at = skip.at;
    nb_math_put(r, over ? "<mover>" : "<munder>");
    if (!nb_read_argument(r, r->display) || !nb_read_argument(&note, false))
        return false;
    nb_math_put(r, over ? "</mover>" : "</munder>");
    n->role = NB_RELATION;
    return true;
}

/* \sqrt[index]{of} */
static bool root(nb_math_reader *r)
{
    nb_math_reader index;
    nb_math_blank(r);
    if (*r->at != '[') {
        nb_math_put(r, "<msqrt>");
        const bool fine = nb_read_argument(r, r->display);
        nb_math_put(r, "</msqrt>");
        return fine;
    }
    if (!nb_math_inside(r, &index, false))
        return false;
    index.stop = ']';
    index.at++;
    nb_math_reader skip = index;
    skip.out = NULL;
    if (!nb_read_row(&skip) || *skip.at != ']')
        return false;
    r->at = skip.at + 1;
    nb_math_put(r, "<mroot>");
    if (!nb_read_argument(r, r->display))
        return false;
    nb_math_put(r, "<mrow>");
    (void)nb_read_row(&index);                              // it could be read before
    nb_math_put(r, "</mrow></mroot>");
    return true;
}

/* A text ends where its brace does. Blanks at its ends are kept; commands in it are blanks and braces at most. */
static bool words(nb_math_reader *r)
{
    int open = 0;
    nb_math_blank(r);
    if (*r->at != '{')
        return false;
    nb_math_put(r, "<mtext>");
    do {
        const char c = *r->at++;
        open += (c == '{') - (c == '}');
        if (!c || strchr("^_&", c) || (c == '\\' && !strchr(" ,;:{}", *r->at)))
            return false;
        if (c == ' ')
            nb_math_put(r, "\u00a0");
        else if (c == '\\')
            nb_math_put(r, strchr("{}", *r->at) ? "%c" : "\u00a0", *r->at);
        else if (c == '<' || c == '>')
            nb_math_put(r, c == '<' ? "&lt;" : "&gt;");
        else if (c != '{' && c != '}')
            nb_math_put(r, "%c", c);
        r->at += c == '\\';
    } while (open > 0);
    nb_math_put(r, "</mtext>");
    return true;
}

static bool letters(nb_math_reader *r, nb_alphabet font)
{
    const nb_alphabet before = r->font;
    r->font = font;
    const bool fine = nb_read_argument(r, r->display);
    r->font = before;
    return fine;
}

/* Of \left, \middle, \right and \big; "": none, a point. */
static bool delimiter(nb_math_reader *r, const char **text)
{
    nb_math_blank(r);
    const size_t name = nb_math_name(r->at);
    const nb_sign *s = name ? nb_sign_named(r->at + 1, name) : nb_sign_of(r->at);
    const char c = *r->at;
    if (!s || (s->role != NB_OPEN && s->role != NB_CLOSE && s->role != NB_BAR && !strchr("<>/.\\", c)))
        return false;
    *text = c == '<' ? "⟨" : c == '>' ? "⟩" : c == '.' ? "" : s->text;
    r->at += name ? 1 + name : 1;
    return true;
}

static void put_fence(const nb_math_reader *r, const char *form, const char *text)
{
    if (*text)
        nb_math_put(r, "<mo form=\"%s\" stretchy=\"true\">%s</mo>", form, text);
}

static bool fence(nb_math_reader *r, nb_nucleus *n)
{
    nb_math_reader inside;
    const char *text;
    if (!delimiter(r, &text) || !nb_math_inside(r, &inside, r->display))
        return false;
    nb_math_put(r, "<mrow>");
    put_fence(r, "prefix", text);
    for (bool middle = true; middle;) {
        if (!nb_read_row(&inside))
            return false;
        middle = nb_math_is(inside.at, "middle");
        inside.at += middle ? sizeof "\\middle" - 1 : 0;
        if (middle && !delimiter(&inside, &text))
            return false;
        if (middle)
            put_fence(r, "infix", text);
    }
    r->at = inside.at + sizeof "\\right" - 1;
    if (!nb_math_is(inside.at, "right") || !delimiter(r, &text))
        return false;
    put_fence(r, "postfix", text);
    nb_math_put(r, "</mrow>");
    n->role = NB_CLOSE;
    return true;
}

/* \big, \Bigl and their kind: sizes by steps of 0.6. */
static bool enlarge(nb_math_reader *r, const char *size, nb_role role, nb_nucleus *n)
{
    const char *text;
    if (!delimiter(r, &text))
        return false;
    n->role = role;
    nb_math_put(r, "<mo form=\"%s\" stretchy=\"true\" symmetric=\"true\" minsize=\"%sem\" maxsize=\"%sem\">%s</mo>",
                role == NB_OPEN ? "prefix" : "postfix", size, size, text);
    return true;
}

bool nb_read_command(nb_math_reader *r, nb_nucleus *n)
{
    static const struct { const char *name; nb_alphabet font; nb_role role; } alphabets[] = {
        { "mathrm", NB_ROMAN, NB_LETTER }, { "operatorname", NB_ROMAN, NB_FUNCTION }, { "mathbf", NB_BOLD, NB_LETTER },
        { "mathbb", NB_BLACKBOARD, NB_LETTER }, { "mathcal", NB_SCRIPT, NB_LETTER }, { "mathsf", NB_SANS, NB_LETTER },
        { "mathfrak", NB_FRAKTUR, NB_LETTER }, { "mathit", NB_SLANTED, NB_LETTER },
        { "boldsymbol", NB_BOLD_ITALIC, NB_LETTER },
    };
    static const struct { const char *name, *size; } sizes[] = {
        { "big", "1.2" }, { "Big", "1.8" }, { "bigg", "2.4" }, { "Bigg", "3" },
    };
    const char *name = r->at + 1;
    const size_t length = nb_math_name(r->at);
    const nb_sign *s = nb_sign_named(name, length);
    r->at += 1 + length;
    *n = (nb_nucleus){ NB_LETTER, false };
    if (s) {
        nb_math_sign(r, s, n);
        return true;
    }
#define IS(word) (length == strlen(word) && !strncmp(name, word, length))
    for (size_t i = 0; i < COUNT(constructions); i++)
        if (IS(constructions[i].name))
            return construct(r, &constructions[i], n);
    for (size_t i = 0; i < COUNT(alphabets); i++) {
        if (IS(alphabets[i].name)) {
            n->role = alphabets[i].role;
            return letters(r, alphabets[i].font);
        }
    }
    for (size_t i = 0; i < COUNT(sizes); i++) {
        const size_t stem = strlen(sizes[i].name);
        if (!strncmp(name, sizes[i].name, stem) && (length == stem || (length == stem + 1 && strchr("lr", name[stem]))))
            return enlarge(r, sizes[i].size, length == stem ? NB_LETTER : name[stem] == 'l' ? NB_OPEN : NB_CLOSE, n);
    }
    return IS("left") ? fence(r, n) : IS("sqrt") ? root(r) : IS("begin") ? nb_read_table(r)
         : IS("overset") || IS("stackrel") ? set(r, true, n) : IS("underset") ? set(r, false, n)
         : IS("text") || IS("textrm") || IS("textit") || IS("textbf") ? words(r) : false;
#undef IS
}
