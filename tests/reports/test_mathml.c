// SPDX-License-Identifier: GPL-3.0-or-later
/* Formulas in MathML, as its specification and the TeXbook would have them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/mathml.h"

#define ROW(inside)   "<mrow>" inside "</mrow>"
#define OPEN(sign)    "<mo stretchy=\"false\">" sign "</mo>"
#define LEFT(sign)    "<mo form=\"prefix\" stretchy=\"true\">" sign "</mo>"
#define RIGHT(sign)   "<mo form=\"postfix\" stretchy=\"true\">" sign "</mo>"
#define BAR(form)     "<mo form=\"" form "\" stretchy=\"false\">‖</mo>"
#define SPACE(width)  "<mspace width=\"" width "em\"/>"
#define MINUS         "<mo form=\"prefix\">−</mo>"
#define X "<mi>x</mi>"
#define Y "<mi>y</mi>"
#define ONE "<mn>1</mn>"
#define TWO "<mn>2</mn>"

static const struct { const char *latex, *mathml; } pair[] = {
    { "x", X },
    { "x_1^2", "<msubsup>" X ONE TWO "</msubsup>" },
    { "x^2_1", "<msubsup>" X ONE TWO "</msubsup>" },
    { "x^{-1}", "<msup>" X ROW(MINUS ONE) "</msup>" },
    { "x^12", "<msup>" X ONE "</msup>" TWO },                               // TeX: the script is one digit
    { "12.5x", "<mn>12.5</mn>" X },
    { "f'(x)", ROW("<mi>f</mi><mo lspace=\"0\" rspace=\"0\">′</mo>") OPEN("(") X OPEN(")") },
    { "f''_x", "<msub>" ROW("<mi>f</mi><mo lspace=\"0\" rspace=\"0\">″</mo>") X "</msub>" },
    { "\\frac12", "<mfrac>" ONE TWO "</mfrac>" },
    { "\\frac{x}{\\tfrac1y}", "<mfrac>" ROW(X) ROW("<mstyle displaystyle=\"false\"><mfrac>" ONE Y "</mfrac></mstyle>")
                              "</mfrac>" },
    { "x - y", X "<mo>−</mo>" Y },
    { "x = -y", X "<mo>=</mo>" MINUS Y },                                   // a sign, no difference
    { "x^* + y^\\star", "<msup>" X "<mo lspace=\"0\" rspace=\"0\">∗</mo></msup><mo>+</mo>"
                        "<msup>" Y "<mo lspace=\"0\" rspace=\"0\">⋆</mo></msup>" },
    { "x < y", X "<mo>&lt;</mo>" Y },
    { "\\|x\\|^2", BAR("prefix") X "<msup>" BAR("postfix") TWO "</msup>" },
    { "\\|-x\\|", BAR("prefix") MINUS X BAR("postfix") },
    { "\\sum_{x}^y x", "<munderover><mo movablelimits=\"false\">∑</mo>" ROW(X) Y "</munderover>" X },
    { "\\textstyle\\sum_x x", "<mstyle displaystyle=\"false\"><msub><mo movablelimits=\"false\">∑</mo>" X "</msub>" X
                              "</mstyle>" },
    { "\\frac{\\sum_x y}2", "<mfrac>" ROW("<msub><mo movablelimits=\"false\">∑</mo>" X "</msub>" Y) TWO "</mfrac>" },
    { "\\int_x^y x", "<msubsup><mo>∫</mo>" X Y "</msubsup>" X },
    { "\\sum\\nolimits_x y", "<msub><mo movablelimits=\"false\">∑</mo>" X "</msub>" Y },
    { "\\min_x y", "<munder><mi>min</mi>" X "</munder>" SPACE("0.1667") Y },
    { "2\\log(x)", TWO SPACE("0.1667") "<mi>log</mi>" OPEN("(") X OPEN(")") },
    { "x\\log y", X SPACE("0.1667") "<mi>log</mi>" SPACE("0.1667") Y },
    { "\\mathbb{E}x", ROW("<mi>𝔼</mi>") X },
    { "\\mathcal{L}, \\mathcal{D}",
      ROW("<mi>ℒ</mi>") "<mo lspace=\"0\" rspace=\"0.1667em\">,</mo>" ROW("<mi>𝒟</mi>") },
    { "\\mathbf{x1}", ROW("<mi>𝐱</mi><mn>𝟏</mn>") },
    { "\\mathbb R", "<mi>ℝ</mi>" },
    { "\\boldsymbol\\alpha", "<mi>𝜶</mi>" },
    { "\\mathrm{Var}\\,x", ROW("<mi>Var</mi>") SPACE("0.1667") X },
    { "\\mathrm d", "<mi mathvariant=\"normal\">d</mi>" },
    { "\\operatorname{tr} x", ROW("<mi>tr</mi>") SPACE("0.1667") X },
    { "\\Gamma \\gamma \\nabla", "<mi mathvariant=\"normal\">Γ</mi><mi>γ</mi><mi mathvariant=\"normal\">∇</mi>" },
    { "\\hat x", "<mover>" X "<mo stretchy=\"false\">^</mo></mover>" },
    { "\\underbrace{x}_y", "<munder><munder>" ROW(X) "<mo stretchy=\"true\">⏟</mo></munder>" Y "</munder>" },
    { "\\overset{x}{=}", "<mover>" ROW("<mo>=</mo>") ROW(X) "</mover>" },
    { "\\sqrt x", "<msqrt>" X "</msqrt>" },
    { "\\sqrt[2]{x}", "<mroot>" ROW(X) ROW(TWO) "</mroot>" },
    { "\\left( x \\right]", ROW(LEFT("(") X RIGHT("]")) },
    { "\\left. x \\right|_y", "<msub>" ROW(X RIGHT("|")) Y "</msub>" },
    { "\\left\\{ x \\middle| y \\right\\}",
      ROW(LEFT("{") X "<mo form=\"infix\" stretchy=\"true\">|</mo>" Y RIGHT("}")) },
    { "\\binom xy", ROW("<mo>(</mo><mfrac linethickness=\"0\">" X Y "</mfrac><mo>)</mo>") },
    { "\\text{ if }x", "<mtext>\u00a0if\u00a0</mtext>" X },
    { "\\text{a < b}", "<mtext>a\u00a0&lt;\u00a0b</mtext>" },
    { "\\begin{cases} x & y \\\\ 1 & 2 \\end{cases}",
      ROW("<mo form=\"prefix\">{</mo><mtable>"
          "<mtr><mtd style=\"text-align:left\">" X "</mtd><mtd style=\"text-align:left\">" Y "</mtd></mtr>"
          "<mtr><mtd style=\"text-align:left\">" ONE "</mtd><mtd style=\"text-align:left\">" TWO "</mtd></mtr>"
          "</mtable>") },
    { "\\begin{aligned} x &= y \\end{aligned}",
      ROW("<mtable displaystyle=\"true\"><mtr><mtd style=\"text-align:right;padding-right:0\">" X "</mtd>"
          "<mtd style=\"text-align:left;padding-left:0\"><mo>=</mo>" Y "</mtd></mtr></mtable>") },
    { "\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
      ROW("<mo form=\"prefix\">(</mo><mtable><mtr><mtd>" ONE "</mtd></mtr><mtr><mtd>" TWO "</mtd></mtr></mtable>"
          "<mo form=\"postfix\">)</mo>") },
    { "\\begin{array}{rc} x & y \\end{array}",
      ROW("<mtable><mtr><mtd style=\"text-align:right\">" X "</mtd><mtd>" Y "</mtd></mtr></mtable>") },
};

/* Of at most ROOM bytes. */
enum { ROOM = 1 << 13 };
static bool convert(const char *latex, char *text)
{
    FILE *out = fmemopen(text, ROOM, "w");
    const bool fine = nb_mathml(out, latex);
    fclose(out);
    return fine;
}

START_TEST(a_formula_is_what_mathml_calls_it)
{
    static const char before[] = "<math display=\"block\"><semantics><mrow>";
    char text[ROOM] = { 0 };
    ck_assert_msg(convert(pair[_i].latex, text) && !strncmp(text, before, sizeof before - 1), "%s", pair[_i].latex);
    char *end = strstr(text, "</mrow><annotation encoding=\"application/x-tex\">");
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    ck_assert_str_eq(text + sizeof before - 1, pair[_i].mathml);
}
END_TEST

/* By what they are made of: letters, relations, operations, arrows, fences, sizes, functions, spaces. */
static const char *const known[] = {
    "\\alpha\\beta\\gamma\\delta\\epsilon\\varepsilon\\zeta\\eta\\theta\\vartheta\\iota\\kappa\\lambda\\mu\\nu\\xi\\pi",
    "\\rho\\varrho\\sigma\\tau\\upsilon\\phi\\varphi\\chi\\psi\\omega\\ell\\hbar\\partial\\nabla",
    "\\infty\\emptyset\\prime",
    "\\Gamma\\Delta\\Theta\\Lambda\\Xi\\Pi\\Sigma\\Upsilon\\Phi\\Psi\\Omega",
    "\\forall\\exists\\neg\\lnot\\top\\bot\\backslash",
    "a\\le\\leq\\ge\\geq\\lt\\gt\\ne\\neq\\approx\\sim\\simeq\\equiv\\propto\\asymp\\ll\\gg\\in\\notin\\ni\\subset b",
    "a\\subseteq\\supset\\succ\\prec\\succeq\\preceq\\perp\\parallel\\mid b",
    "a\\cap b\\cup c\\setminus d\\lor e\\land f\\cdot g\\times h\\div i\\pm j\\mp k\\ast l\\star m\\circ n\\bullet o",
    "a\\otimes p\\oplus q\\odot r\\dagger s",
    "\\to\\gets\\mapsto\\rightarrow\\leftarrow\\Rightarrow\\Leftarrow\\iff\\implies\\Longrightarrow\\longrightarrow",
    "\\leftrightarrow\\Leftrightarrow\\uparrow\\downarrow\\nearrow\\searrow\\xrightarrow{p}\\#",
    "\\prod\\oint\\bigcup\\bigcap\\limsup\\liminf\\sup\\inf\\max\\arg\\exp\\ln\\sin\\cos\\tan\\tanh\\sinh\\cosh",
    "\\lim_{\\substack{x}}\\arcsin\\arccos\\arctan\\det\\dim\\ker\\deg\\gcd\\Pr",
    "\\bigl(\\Bigl[\\biggl\\{\\Biggl\\langle x \\Biggr\\rangle\\biggr\\}\\Bigr]\\bigr)\\big|\\Big/\\bigg\\|\\Bigg|",
    "\\lvert\\rvert\\lVert\\rVert\\langle\\rangle\\lfloor\\rfloor\\lceil\\rceil\\vert\\Vert\\lbrace\\rbrace",
    "a\\quad b\\qquad c\\ldots\\cdots\\vdots\\ddots\\dots\\colon\\!\\,\\:\\;\\ d\\notag\\nonumber",
    "\\tilde a\\vec b\\dot c\\ddot d\\widehat e\\widetilde f\\overline g\\underline h\\overbrace i\\bar j",
    "\\dfrac12\\dbinom12\\tbinom12\\underset ab\\stackrel ab\\mathop{ab}\\limits_c d\\mathrel{+}e",
    "\\mathsf A\\mathit B\\mathfrak C\\textrm{a}\\textit{b}\\textbf{c}\\displaystyle d",
    "\\begin{bmatrix}1\\end{bmatrix}\\begin{vmatrix}1\\end{vmatrix}\\begin{matrix}1\\end{matrix}",
    "\\begin{gathered}1\\end{gathered}\\begin{split}1\\end{split}\\begin{smallmatrix}1\\end{smallmatrix}",
};

START_TEST(what_latex_may_say_mathml_can)
{
    char text[ROOM] = { 0 };
    ck_assert_msg(convert(known[_i], text), "%s", known[_i]);
}
END_TEST

static const char *const other[] = {
    "", "x_", "\\input{x}", "a & b", "\\tag{1} x", "\\not= x", "\\text{a_b}", "\\text a",
};
START_TEST(what_cannot_be_spelled_leaves_nothing_behind)
{
    char text[ROOM] = { 0 };
    ck_assert(!convert(other[_i], text));
    ck_assert_str_eq(text, "");
}
END_TEST

/* A hat on a hat on a hat ... is mathematics, and no reason to run out of stack. */
START_TEST(formulas_without_an_end_are_given_up)
{
    enum { HATS = 100000 };
    char *latex = calloc(HATS * 4 + 2, 1);
    char text[ROOM] = { 0 };
    for (size_t i = 0; i < HATS * 4; i++)
        latex[i] = "\\hat"[i % 4];
    latex[HATS * 4] = '1';
    ck_assert(!convert(latex, text));
    free(latex);
}
END_TEST

#define COUNT(array) ((int)(sizeof array / sizeof *(array)))
Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("mathml");
    TCase *c = tcase_create("formulas");
    tcase_add_loop_test(c, a_formula_is_what_mathml_calls_it, 0, COUNT(pair));
    tcase_add_loop_test(c, what_latex_may_say_mathml_can, 0, COUNT(known));
    tcase_add_loop_test(c, what_cannot_be_spelled_leaves_nothing_behind, 0, COUNT(other));
    tcase_add_test(c, formulas_without_an_end_are_given_up);
    suite_add_tcase(s, c);
    return s;
}
