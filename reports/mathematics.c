// SPDX-License-Identifier: GPL-3.0-or-later
/* Which strings LaTeX may be given as mathematics. A list of what is known, since one can never list what does harm. */
#include <ctype.h>
#include <string.h>

#include "reports/escape.h"

/* Between blanks. */
static const char commands[] =
    " alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho"
    " sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
    " hbar partial nabla infty le leq ge geq lt gt ne neq approx sim simeq equiv propto asymp ll gg in notin ni subset"
    " subseteq supset cup cap setminus emptyset forall exists neg lnot land lor to gets mapsto rightarrow"
    " leftarrow Rightarrow Leftarrow iff implies Longrightarrow longrightarrow leftrightarrow Leftrightarrow"
    " uparrow downarrow nearrow searrow xrightarrow succ prec succeq preceq perp parallel mid cdot times div pm mp ast"
    " star circ bullet otimes oplus odot dagger top bot prime backslash sum prod int oint bigcup bigcap lim limsup"
    " liminf sup inf max min arg exp log ln sin cos tan tanh sinh cosh arcsin arccos arctan det dim ker deg gcd Pr"
    " binom tbinom dbinom frac tfrac dfrac sqrt hat bar tilde vec dot ddot widehat widetilde overline underline"
    " overbrace underbrace overset underset stackrel substack mathbb mathbf mathrm mathcal mathsf mathit mathfrak"
    " boldsymbol operatorname text textrm textit textbf mathop mathrel limits nolimits left right big Big bigg Bigg"
    " bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle lvert rvert lVert rVert langle rangle lfloor rfloor lceil"
    " rceil vert Vert lbrace rbrace quad qquad ldots cdots vdots ddots dots colon displaystyle textstyle begin end"
    " tag notag nonumber not ";
/* Those that need something after them. */
static const char greedy[] =
    " frac tfrac dfrac binom tbinom dbinom sqrt mathbb mathbf mathrm mathcal mathsf mathit operatorname text hat bar"
    " tilde vec overline underline overset underset mathop mathrel xrightarrow ";
static const char environments[] = " cases aligned array pmatrix bmatrix matrix vmatrix gathered split smallmatrix ";

static bool is_listed(const char *list, const char *word, size_t length)
{
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++)
        if (!strncmp(at + 1, word, length) && at[1 + length] == ' ')
            return true;
    return false;
}

enum { DEEPEST = 32 };
typedef struct {
    const char *at;
    char        open[DEEPEST];          // '{' a group, 'b' an environment, 'l' a \left
    int         script[DEEPEST];        // scripts that the last atom of this level has: 1 sub, 2 super
    int         depth, environment;
} scan;

static bool push(scan *s, char what)
{
    if (s->depth + 1 >= DEEPEST)
        return false;
    s->open[++s->depth] = what;
    s->script[s->depth] = 0;
    s->environment += what == 'b';
    return true;
}

static bool pop(scan *s, char what)
{
    if (s->depth == 0 || s->open[s->depth] != what)
        return false;
    s->depth--;
    s->environment -= what == 'b';
    return true;
}

static bool is_last(const char *s)
{
    return !s[strspn(s, " ")] || s[strspn(s, " ")] == '}';
}

/* After the backslash. */
static bool command(scan *s)
{
    size_t n = 0;
    while (isalpha((unsigned char)s->at[n]))
        n++;
    const char *name = s->at;
    if (n == 0) {                       // \, \; \| \{ \# \\ and their kind
        s->at += *name != '\0';
        return *name && strchr(",;:!|{}# \\", *name) && (*name != '\\' || s->environment);
    }
    s->at += n;
    if (!is_listed(commands, name, n))
        return false;
    const bool begin = n == 5 && !strncmp(name, "begin", n), end = n == 3 && !strncmp(name, "end", n);
    if (begin || end) {
        const size_t word = *s->at == '{' ? strcspn(s->at + 1, "}") : 0;
        if (!word || s->at[1 + word] != '}' || !is_listed(environments, s->at + 1, word))
            return false;
        s->at += word + 2;
        return begin ? push(s, 'b') : pop(s, 'b');
    }
    if ((n == 4 && !strncmp(name, "left", n)) || (n == 5 && !strncmp(name, "right", n))) {
        s->at += strspn(s->at, " ");
        const bool delimiter = *s->at && strchr("()[]|./\\<>", *s->at) && *s->at != '\0';
        if (!delimiter)
            return false;
        s->at += *s->at != '\\';
        return *name == 'l' ? push(s, 'l') : pop(s, 'l');
    }
    return !is_listed(greedy, name, n) || !is_last(s->at);
}

static bool script(scan *s, char c)
{
    const int bit = c == '_' ? 1 : 2;
    if ((s->script[s->depth] & bit) || is_last(s->at) || strchr("^_&", s->at[strspn(s->at, " ")]))
        return false;
    s->script[s->depth] |= bit;
    /* what follows is the script itself: one character, a group or a command, and no new atom */
    s->at += strspn(s->at, " ");
    if (*s->at == '{') {
        s->at++;
        return push(s, '{');
    }
    if (*s->at == '\\') {
        s->at++;
        const int before = s->script[s->depth];
        const bool fine = command(s);
        s->script[s->depth] = before;
        return fine;
    }
    s->at++;
    return true;
}

bool nb_is_mathematics(const char *latex)
{
    scan s = { .at = latex };
    while (*s.at) {
        const char c = *s.at++;
        bool fine = 0x20 <= c && c < 0x7f && !strchr("$%#~\"`@", c) && (c != '&' || s.environment);
        if (c == '^' || c == '_') {
            fine = script(&s, c);
        } else if (c == '{') {
            s.script[s.depth] = 0;
            fine = push(&s, '{');
        } else if (c == '}') {
            fine = pop(&s, '{');
        } else if (c == '\\') {
            s.script[s.depth] = 0;
            fine = command(&s);
        } else if (c != ' ') {
            if (c == '\'' && (s.script[s.depth] & 2) && s.at[-2] != '\'')
                return false;           // x^2' is a double superscript, x'' is not
            s.script[s.depth] = c == '\'' ? s.script[s.depth] | 2 : 0;
        }
        if (!fine)
            return false;
    }
    return *latex && s.depth == 0;
}
