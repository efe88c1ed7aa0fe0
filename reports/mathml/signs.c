// SPDX-License-Identifier: GPL-3.0-or-later
/* The signs, by what they are. Every command that nb_is_mathematics knows stands here, or takes arguments. */
#include <string.h>

#include "reports/mathml/signs.h"

static const nb_sign named[] = {
#define SIGN(role, name, text) { name, text, role },
#define X(name, text) SIGN(NB_LETTER, name, text)
    X("alpha", "α") X("beta", "β") X("gamma", "γ") X("delta", "δ") X("epsilon", "ϵ") X("varepsilon", "ε")
    X("zeta", "ζ") X("eta", "η") X("theta", "θ") X("vartheta", "ϑ") X("iota", "ι") X("kappa", "κ") X("lambda", "λ")
    X("mu", "μ") X("nu", "ν") X("xi", "ξ") X("pi", "π") X("rho", "ρ") X("varrho", "ϱ") X("sigma", "σ") X("tau", "τ")
    X("upsilon", "υ") X("phi", "ϕ") X("varphi", "φ") X("chi", "χ") X("psi", "ψ") X("omega", "ω") X("partial", "∂")
#undef X
#define X(name, text) SIGN(NB_UPRIGHT, name, text)
    X("Gamma", "Γ") X("Delta", "Δ") X("Theta", "Θ") X("Lambda", "Λ") X("Xi", "Ξ") X("Pi", "Π") X("Sigma", "Σ")
    X("Upsilon", "Υ") X("Phi", "Φ") X("Psi", "Ψ") X("Omega", "Ω") X("ell", "ℓ") X("hbar", "ℏ") X("nabla", "∇")
    X("infty", "∞") X("emptyset", "∅") X("top", "⊤") X("bot", "⊥") X("prime", "′") X("dots", "…") X("ldots", "…")
    X("cdots", "⋯") X("vdots", "⋮") X("ddots", "⋱") X("#", "#")
#undef X
#define X(name, text) SIGN(NB_ORDINARY, name, text)
    X("forall", "∀") X("exists", "∃") X("neg", "¬") X("lnot", "¬") X("backslash", "\\")
#undef X
#define X(name) SIGN(NB_FUNCTION, #name, #name)
    X(arg) X(exp) X(log) X(ln) X(sin) X(cos) X(tan) X(tanh) X(sinh) X(cosh) X(arcsin) X(arccos) X(arctan) X(dim) X(ker)
    X(deg)
#undef X
#define X(name) SIGN(NB_LIMIT, #name, #name)
    X(lim) X(sup) X(inf) X(max) X(min) X(det) X(gcd) X(Pr)
#undef X
    SIGN(NB_LIMIT, "limsup", "lim\u2009sup") SIGN(NB_LIMIT, "liminf", "lim\u2009inf")
    SIGN(NB_SUM, "sum", "∑") SIGN(NB_SUM, "prod", "∏") SIGN(NB_SUM, "bigcup", "⋃") SIGN(NB_SUM, "bigcap", "⋂")
    SIGN(NB_INTEGRAL, "int", "∫") SIGN(NB_INTEGRAL, "oint", "∮")
#define X(name, text) SIGN(NB_BINARY, name, text)
    X("cap", "∩") X("cup", "∪") X("setminus", "∖") X("lor", "∨") X("land", "∧") X("cdot", "⋅") X("times", "×")
    X("div", "÷") X("pm", "±") X("mp", "∓") X("ast", "∗") X("star", "⋆") X("circ", "∘") X("bullet", "•")
    X("otimes", "⊗") X("oplus", "⊕") X("odot", "⊙") X("dagger", "†")
#undef X
#define X(name, text) SIGN(NB_RELATION, name, text)
    X("le", "≤") X("leq", "≤") X("ge", "≥") X("geq", "≥") X("lt", "&lt;") X("gt", "&gt;") X("ne", "≠") X("neq", "≠")
    X("approx", "≈") X("sim", "∼") X("simeq", "≃") X("equiv", "≡") X("propto", "∝") X("asymp", "≍") X("ll", "≪")
    X("gg", "≫") X("in", "∈") X("notin", "∉") X("ni", "∋") X("subset", "⊂") X("subseteq", "⊆") X("supset", "⊃")
    X("to", "→") X("gets", "←") X("mapsto", "↦") X("rightarrow", "→") X("leftarrow", "←") X("Rightarrow", "⇒")
    X("Leftarrow", "⇐") X("iff", "⟺") X("implies", "⟹") X("Longrightarrow", "⟹") X("longrightarrow", "⟶")
    X("leftrightarrow", "↔") X("Leftrightarrow", "⇔") X("nearrow", "↗") X("searrow", "↘")
    X("uparrow", "↑") X("downarrow", "↓") X("succ", "≻")
    X("prec", "≺") X("succeq", "⪰") X("preceq", "⪯") X("perp", "⟂") X("parallel", "∥") X("mid", "∣")
#undef X
#define X(name, text) SIGN(NB_OPEN, name, text)
    X("lbrace", "{") X("{", "{") X("langle", "⟨") X("lfloor", "⌊") X("lceil", "⌈") X("lvert", "|") X("lVert", "‖")
#undef X
#define X(name, text) SIGN(NB_CLOSE, name, text)
    X("rbrace", "}") X("}", "}") X("rangle", "⟩") X("rfloor", "⌋") X("rceil", "⌉") X("rvert", "|") X("rVert", "‖")
#undef X
    SIGN(NB_BAR, "vert", "|") SIGN(NB_BAR, "Vert", "‖") SIGN(NB_BAR, "|", "‖") SIGN(NB_PUNCTUATION, "colon", ":")
};

static const nb_sign characters[] = {
    { "-", "−", NB_BINARY }, { "+", "+", NB_BINARY }, { "*", "∗", NB_BINARY },
    { "=", "=", NB_RELATION }, { "<", "&lt;", NB_RELATION }, { ">", "&gt;", NB_RELATION }, { ":", ":", NB_RELATION },
    { "(", "(", NB_OPEN }, { "[", "[", NB_OPEN }, { ")", ")", NB_CLOSE }, { "]", "]", NB_CLOSE }, { "|", "|", NB_BAR },
    { ",", ",", NB_PUNCTUATION }, { ";", ";", NB_PUNCTUATION },
    { "/", "/", NB_ORDINARY }, { ".", ".", NB_ORDINARY }, { "!", "!", NB_ORDINARY }, { "?", "?", NB_ORDINARY },
};

#define FIND(table, name, length) find(table, sizeof table / sizeof *(table), name, length)
static const nb_sign *find(const nb_sign *table, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (!strncmp(table[i].name, name, length) && !table[i].name[length])
            return &table[i];
    return NULL;
}

const nb_sign *nb_sign_named(const char *name, size_t length)
{
    return FIND(named, name, length);
}

const nb_sign *nb_sign_of(const char *c)
{
    return *c ? FIND(characters, c, 1) : NULL;
}
