// SPDX-License-Identifier: GPL-3.0-or-later
/* Texts in other languages, character by character; and what counts as mathematics. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/escape.h"

static void markdown(FILE *out, const char *s) { nb_escape_markdown(out, s, NB_NO_LIMIT, true); }
static void inside  (FILE *out, const char *s) { nb_escape_markdown(out, s, NB_NO_LIMIT, false); }
static void cut     (FILE *out, const char *s) { nb_escape_markdown(out, s, 3, false); }
static void code    (FILE *out, const char *s) { nb_escape_markdown_code(out, s, NB_NO_LIMIT); }
static void html    (FILE *out, const char *s) { nb_escape_html(out, s, NB_NO_LIMIT); }
static void latex   (FILE *out, const char *s) { nb_escape_latex(out, s, NB_NO_LIMIT); }

static const struct { void (*escape)(FILE *out, const char *s); const char *from, *to; } row[] = {
    { markdown, "f(x_t) - f*",        "f(x_t) - f\\*" },
    { markdown, "_a_ *b* `c` [d](e)", "\\_a\\_ \\*b\\* \\`c\\` \\[d\\](e)" },
    { markdown, "<b>&amp;|$5",        "\\<b\\>\\&amp;\\|&#36;5" },
    { markdown, "# no heading",       "\\# no heading" },
    { markdown, "- no entry",         "\\- no entry" },
    { markdown, "12. no list 3. 4",   "12\\. no list 3. 4" },
    { markdown, "1) no list",         "1\\) no list" },
    { inside,   "# - 1. 1)",          "# - 1. 1)" },
    { inside,   "\\",                 "\\\\" },
    { inside,   "a\r\n\tb\x01\x7f",   "a   b\xef\xbf\xbd\xef\xbf\xbd" },
    { inside,   "\xe4\xb8\xad\xf0\x9f\x8e\xb2", "\xe4\xb8\xad\xf0\x9f\x8e\xb2" },
    { inside,   "\xff\xc0\x80\xed\xa0\x80z", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz" },
    { cut,      "abc",                "abc" },
    { cut,      "\xce\xb1\xce\xb2\xce\xb3\xce\xb4", "\xce\xb1\xce\xb2\xce\xb3\xe2\x80\xa6" },
    { code,     "a|b*",               "`a\\|b*`" },
    { code,     "a``b",               "``` a``b ```" },
    { latex,    "50% of $x_1 & #2",   "50\\% of \\$x\\_\\nbbreak{}1 \\& \\#2" },
    { latex,    "\\input{a}",         "\\textbackslash{}input\\{a\\}" },
    { latex,    "a -- b >> c",        "a -{}- b \\textgreater{}{}\\textgreater{} c" },
    { latex,    "caf\xc3\xa9 \xce\xb1\xe2\x89\xa4", "caf\xc3\xa9 \\ensuremath{\\alpha}\\ensuremath{\\le}" },
    { latex,    "\xe4\xb8\xad",       "U+4E2D\\nbbreak{}" },
    { latex,    "-3",                 "-3" },
    { latex,    "--level -inf a-b",   "-{}-level -inf a-\\nbbreak{}b" },
    { latex,    "aaaaaaaaaaaaaaaaaaaaaaaaaa b", "aaaaaaaaaaaaaaaa\\nbbreak{}aaaa\\nbbreak{}aaaa\\nbbreak{}aa b" },
    { html,     "a<b> & \"c\" 'd'",   "a&lt;b&gt; &amp; &quot;c&quot; 'd'" },
    { html,     "a\r\n\tb\x01\xef\xb7\x90\xef\xbf\xbf\xff", "a   b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { nb_escape_xml,    "a<b>\t\x01\xef\xbf\xbf", "a<b>\t\xef\xbf\xbd\xef\xbf\xbd" },
    { nb_escape_anchor, "noise_ball/Theorem-7\xc3\xa9", "noise-ball-theorem-7--" },
};

START_TEST(a_text_stays_the_same_text)
{
    char *found = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&found, &size);
    row[_i].escape(out, row[_i].from);
    fclose(out);
    ck_assert_str_eq(found, row[_i].to);
    free(found);
}
END_TEST

static const char *const mathematics[] = {
    "x", "\\mathbb{E} f(x_t) - f^\\star \\le F", "x_{a_b}^{c^d}", "x_a^b y_c^d", "\\frac{1}{2}", "\\tfrac12",
    "\\left( \\frac{a}{b} \\right)^2", "\\left\\{ x \\right.", "\\begin{cases} a & b \\\\ c & d \\end{cases}",
    "f'(x)", "f'_t", "\\|x\\|^2", "a \\{b\\} c", "\\hat\\nabla f(x)", "x^{-2}", "\\text{a b}", "{x^2}^3",
    "\\sum_{i=1}^n x_i", "x_\\alpha^\\beta", "f''(x)", "x \\mathrel{-}= y",
    "\\#S \\xrightarrow{p} 0",
};
START_TEST(mathematics_is_typeset)
{
    ck_assert_msg(nb_is_mathematics(mathematics[_i]), "%s", mathematics[_i]);
}
END_TEST

static const char *const other[] = {
    "", "$x$", "a % b", "a # b", "a & b", "a \\\\ b", "\\frac{1", "1}", "}{", "x^a^b", "x_a_b", "x^", "x_ ",
    "{x^}", "x^2'", "\\argmin_x", "\\input{secret}", "\\write18{rm}", "\\def\\x{}", "\\unknown", "\\begin{document}",
    "\\begin{cases} a", "\\end{cases}", "\\begin{cases} \\left( \\end{cases}", "\\left( x", "x \\right)",
    "\\left x \\right)", "\\sqrt", "\\mathbb", "a\nb", "caf\xc3\xa9", "a \"b\"", "\\", "~", "x_^2",
    "{ \\left( } \\right)",
};
START_TEST(what_is_no_mathematics_is_not_typeset)
{
    ck_assert_msg(!nb_is_mathematics(other[_i]), "%s", other[_i]);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("escapes");
    TCase *c = tcase_create("escape");
    tcase_add_loop_test(c, a_text_stays_the_same_text, 0, sizeof row / sizeof *row);
    tcase_add_loop_test(c, mathematics_is_typeset, 0, sizeof mathematics / sizeof *mathematics);
    tcase_add_loop_test(c, what_is_no_mathematics_is_not_typeset, 0, sizeof other / sizeof *other);
    suite_add_tcase(s, c);
    return s;
}
