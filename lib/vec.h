// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/vec.h -- arithmetic on a vector of NB_VW doubles, the same bits at every width. For kernel files only.
 *
 * NB_VB is the width in bytes: 8 plain C, 16 SSE2, 32 AVX2 with FMA, 64 AVX-512. A vd holds doubles, a vu their bits or
 * integers; + - * / and the bit operations are written as operators. What is not an operator is a function below:
 *
 *   vset uset vload vstore uload ustore vbits vreal        constants, memory, reinterpretation
 *   vfma vfnma vsqrt                                       correctly rounded
 *   vabs vless vequal vselect                              masks are all ones or all zeros
 *   unegative ulist                                        has any element bit 63, and which have
 *   vinteger vfraction vexchange                           numbers from bits
 *   vlog vexp vsincos                                      polynomials of our own, within 1, 2 and 2 ulp
 *   vsum vdot vdots                                        over eight virtual lanes, whatever NB_VW
 *   umul32 uhigh32 uxor3                                   what Philox needs
 *   vpairs vquads vload_first vstore_first                 rows of NB_VW replicates, and the end of one
 */
#ifndef NB_VEC_H
#define NB_VEC_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NB_PASTE_(a, b) a##b
#define NB_PASTE(a, b)  NB_PASTE_(a, b)
#define NB_HERE(name)   NB_PASTE(name##_, NB_SUFFIX)    // the name of a kernel file's only external object

#ifdef NB_SANITIZED            // a sanitizer's code in every copy of what is inlined takes minutes to compile
#define NB_INLINE static inline
#else
#define NB_INLINE static inline __attribute__((always_inline))
#endif
#ifdef __clang__
#define NB_UNROLL
#else
#define NB_UNROLL _Pragma("GCC unroll 16")
#endif

enum {
    NB_VW    = NB_VB / 8,       // doubles in a vector
    NB_PARTS = 8 / NB_VW,       // vectors in eight virtual lanes
};

#if NB_VB == 8

typedef double   vd;
typedef uint64_t vu;

NB_INLINE vd     vset(double x)     { return x; }
NB_INLINE vu     uset(uint64_t x)   { return x; }
NB_INLINE vu     uiota(void)        { return 0; }
NB_INLINE vu     vbits(vd x)        { vu u; memcpy(&u, &x, sizeof u); return u; }
NB_INLINE vd     vreal(vu u)        { vd x; memcpy(&x, &u, sizeof x); return x; }
NB_INLINE vu     vless(vd a, vd b)  { return 0 - (vu)(a < b); }
NB_INLINE vu     vequal(vd a, vd b) { return 0 - (vu)(a == b); }
NB_INLINE vd     vload(const double *p)          { vd x; memcpy(&x, p, sizeof x); return x; }
NB_INLINE void   vstore(double *p, vd x)         { memcpy(p, &x, sizeof x); }
NB_INLINE vu     uload(const uint64_t *p)        { vu u; memcpy(&u, p, sizeof u); return u; }
NB_INLINE void   ustore(uint64_t *p, vu u)       { memcpy(p, &u, sizeof u); }
NB_INLINE vd     vsqrt(vd x)                     { return sqrt(x); }
NB_INLINE vd     vfma(vd a, vd b, vd c)          { return fma(a, b, c); }
NB_INLINE vu     umul32(vu a, vu b)              { return (a & 0xffffffff) * (b & 0xffffffff); }
NB_INLINE vu     uhigh32(vu a)                   { return a >> 32; }
NB_INLINE vu     uxor3(vu a, vu b, vu c)         { return a ^ b ^ c; }

NB_INLINE void vpairs(const double *base, const uint64_t *at, vd *first, vd *second)
{
    *first  = base[at[0]];
    *second = base[at[0] + 1];
}

NB_INLINE vd vfold(const vd s[8])
{
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

NB_INLINE unsigned usigns(vu u)          { return (unsigned)(u >> 63); }
NB_INLINE double vtree(vd s)             { return s; }
NB_INLINE vd     vtrees(const vd s[1])   { return s[0]; }

#else

#include <immintrin.h>

typedef double   vd __attribute__((vector_size(NB_VB)));
typedef uint64_t vu __attribute__((vector_size(NB_VB)));
typedef double   vd_anywhere __attribute__((vector_size(NB_VB), aligned(8), may_alias));
typedef uint64_t vu_anywhere __attribute__((vector_size(NB_VB), aligned(8), may_alias));

static const uint64_t nb_iota[8] __attribute__((aligned(64), unused)) = { 0, 1, 2, 3, 4, 5, 6, 7 };

NB_INLINE vd   vset(double x)     { return x - (vd){ 0 }; }         // - keeps the sign of -0
NB_INLINE vu   uset(uint64_t x)   { return x + (vu){ 0 }; }
NB_INLINE vu   vbits(vd x)        { return (vu)x; }
NB_INLINE vd   vreal(vu u)        { return (vd)u; }
NB_INLINE vu   vless(vd a, vd b)  { return (vu)(a < b); }
NB_INLINE vu   vequal(vd a, vd b) { return (vu)(a == b); }
NB_INLINE vd   vload(const double *p)    { return *(const vd_anywhere *)p; }
NB_INLINE void vstore(double *p, vd x)   { *(vd_anywhere *)p = x; }
NB_INLINE vu   uload(const uint64_t *p)  { return *(const vu_anywhere *)p; }
NB_INLINE void ustore(uint64_t *p, vu u) { *(vu_anywhere *)p = u; }
NB_INLINE vu   uiota(void)               { return uload(nb_iota); }

#if NB_VB == 64

NB_INLINE vd vsqrt(vd x)              { return (vd)_mm512_sqrt_pd((__m512d)x); }
NB_INLINE vd vfma(vd a, vd b, vd c)   { return (vd)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c); }
NB_INLINE vu umul32(vu a, vu b)       { return (vu)_mm512_mul_epu32((__m512i)a, (__m512i)b); }
NB_INLINE vu uhigh32(vu a)            { return (vu)_mm512_shuffle_epi32((__m512i)a, (_MM_PERM_ENUM)0xF5); }

NB_INLINE vu uxor3(vu a, vu b, vu c)
{
    return (vu)_mm512_ternarylogic_epi64((__m512i)a, (__m512i)b, (__m512i)c, 0x96);
}

NB_INLINE void vpairs(const double *base, const uint64_t *at, vd *first, vd *second)
{
    __m512d x = _mm512_castpd128_pd512(_mm_loadu_pd(base + at[0]));
    __m512d y = _mm512_castpd128_pd512(_mm_loadu_pd(base + at[1]));
    x = _mm512_mask_broadcast_f64x2(x, 0x0c, _mm_loadu_pd(base + at[2]));
    y = _mm512_mask_broadcast_f64x2(y, 0x0c, _mm_loadu_pd(base + at[3]));
    x = _mm512_mask_broadcast_f64x2(x, 0x30, _mm_loadu_pd(base + at[4]));
    y = _mm512_mask_broadcast_f64x2(y, 0x30, _mm_loadu_pd(base + at[5]));
    x = _mm512_mask_broadcast_f64x2(x, 0xc0, _mm_loadu_pd(base + at[6]));
    y = _mm512_mask_broadcast_f64x2(y, 0xc0, _mm_loadu_pd(base + at[7]));
    *first  = (vd)_mm512_unpacklo_pd(x, y);
    *second = (vd)_mm512_unpackhi_pd(x, y);
}

/* Rows r and r + 2 side by side, and again for 1, 4 and 5, so that the columns come out in order. */
NB_INLINE void vquads(const double *base, const uint64_t *at, vd column[4])
{
    __m512d x[4], y[4];
    for (int i = 0; i < 4; i++) {
        const int r = i / 2 * 4 + i % 2;
        x[i] = _mm512_castpd256_pd512(_mm256_loadu_pd(base + at[r]));
        x[i] = _mm512_insertf64x4(x[i], _mm256_loadu_pd(base + at[r + 2]), 1);
    }
    for (int i = 0; i < 4; i += 2) {
        y[i]     = _mm512_unpacklo_pd(x[i], x[i + 1]);
        y[i + 1] = _mm512_unpackhi_pd(x[i], x[i + 1]);
    }
    column[0] = (vd)_mm512_shuffle_f64x2(y[0], y[2], 0x88);
    column[1] = (vd)_mm512_shuffle_f64x2(y[1], y[3], 0x88);
    column[2] = (vd)_mm512_shuffle_f64x2(y[0], y[2], 0xdd);
    column[3] = (vd)_mm512_shuffle_f64x2(y[1], y[3], 0xdd);
}

NB_INLINE vd vload_first(const double *p, size_t n)
{
    return (vd)_mm512_maskz_loadu_pd((__mmask8)((1u << n) - 1), p);
}

NB_INLINE void vstore_first(double *p, size_t n, vd x)
{
    _mm512_mask_storeu_pd(p, (__mmask8)((1u << n) - 1), (__m512d)x);
}

NB_INLINE unsigned usigns(vu u)      { return _mm512_movepi64_mask((__m512i)u); }
NB_INLINE vd   vfold(const vd s[1])  { return s[0]; }

NB_INLINE double vtree(vd s)
{
    const __m512d v = (__m512d)s;
    const __m256d a = _mm256_add_pd(_mm512_castpd512_pd256(v), _mm512_extractf64x4_pd(v, 1));
    const __m128d b = _mm_add_pd(_mm256_castpd256_pd128(a), _mm256_extractf128_pd(a, 1));
    return _mm_cvtsd_f64(_mm_add_sd(b, _mm_unpackhi_pd(b, b)));
}

/* Halves of two trees side by side, then quarters of four; each addition is that of vtree. */
NB_INLINE __m512d vtrees_halved(vd a, vd b)
{
    return _mm512_add_pd(_mm512_shuffle_f64x2((__m512d)a, (__m512d)b, 0x44),
                         _mm512_shuffle_f64x2((__m512d)a, (__m512d)b, 0xee));
}

NB_INLINE __m512d vtrees_quartered(__m512d a, __m512d b)
{
    return _mm512_add_pd(_mm512_shuffle_f64x2(a, b, 0x88), _mm512_shuffle_f64x2(a, b, 0xdd));
}

NB_INLINE vd vtrees(const vd s[8])
{
    const __m512d even = vtrees_quartered(vtrees_halved(s[0], s[2]), vtrees_halved(s[4], s[6]));
    const __m512d odd  = vtrees_quartered(vtrees_halved(s[1], s[3]), vtrees_halved(s[5], s[7]));
    return (vd)_mm512_add_pd(_mm512_unpacklo_pd(even, odd), _mm512_unpackhi_pd(even, odd));
}

#elif NB_VB == 32

NB_INLINE vd vsqrt(vd x)              { return (vd)_mm256_sqrt_pd((__m256d)x); }
NB_INLINE vd vfma(vd a, vd b, vd c)   { return (vd)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c); }
NB_INLINE vu umul32(vu a, vu b)       { return (vu)_mm256_mul_epu32((__m256i)a, (__m256i)b); }
NB_INLINE vu uhigh32(vu a)            { return (vu)_mm256_shuffle_epi32((__m256i)a, 0xF5); }
NB_INLINE vu uxor3(vu a, vu b, vu c)  { return a ^ b ^ c; }

NB_INLINE void vpairs(const double *base, const uint64_t *at, vd *first, vd *second)
{
    __m256d x = _mm256_castpd128_pd256(_mm_loadu_pd(base + at[0]));
    __m256d y = _mm256_castpd128_pd256(_mm_loadu_pd(base + at[1]));
    x = _mm256_insertf128_pd(x, _mm_loadu_pd(base + at[2]), 1);
    y = _mm256_insertf128_pd(y, _mm_loadu_pd(base + at[3]), 1);
    *first  = (vd)_mm256_unpacklo_pd(x, y);
    *second = (vd)_mm256_unpackhi_pd(x, y);
}

NB_INLINE __m256i vfirst(size_t n)
{
    return (__m256i)((vu)(uload(nb_iota) < n));
}

NB_INLINE vd   vload_first(const double *p, size_t n)      { return (vd)_mm256_maskload_pd(p, vfirst(n)); }
NB_INLINE void vstore_first(double *p, size_t n, vd x)     { _mm256_maskstore_pd(p, vfirst(n), (__m256d)x); }

NB_INLINE unsigned usigns(vu u)      { return (unsigned)_mm256_movemask_pd((__m256d)u); }
NB_INLINE vd   vfold(const vd s[2])  { return s[0] + s[1]; }

NB_INLINE double vtree(vd s)
{
    const __m256d a = (__m256d)s;
    const __m128d b = _mm_add_pd(_mm256_castpd256_pd128(a), _mm256_extractf128_pd(a, 1));
    return _mm_cvtsd_f64(_mm_add_sd(b, _mm_unpackhi_pd(b, b)));
}

/* Halves of two trees side by side; each addition is that of vtree. */
NB_INLINE __m256d vtrees_halved(vd a, vd b)
{
    return _mm256_add_pd(_mm256_permute2f128_pd((__m256d)a, (__m256d)b, 0x20),
                         _mm256_permute2f128_pd((__m256d)a, (__m256d)b, 0x31));
}

NB_INLINE vd vtrees(const vd s[4])
{
    const __m256d even = vtrees_halved(s[0], s[2]), odd = vtrees_halved(s[1], s[3]);
    return (vd)_mm256_add_pd(_mm256_unpacklo_pd(even, odd), _mm256_unpackhi_pd(even, odd));
}

#else

NB_INLINE vd vsqrt(vd x)              { return (vd)_mm_sqrt_pd((__m128d)x); }
NB_INLINE vu umul32(vu a, vu b)       { return (vu)_mm_mul_epu32((__m128i)a, (__m128i)b); }
NB_INLINE vu uhigh32(vu a)            { return (vu)_mm_shuffle_epi32((__m128i)a, 0xF5); }
NB_INLINE vu uxor3(vu a, vu b, vu c)  { return a ^ b ^ c; }

NB_INLINE void vpairs(const double *base, const uint64_t *at, vd *first, vd *second)
{
    const __m128d x = _mm_loadu_pd(base + at[0]), y = _mm_loadu_pd(base + at[1]);
    *first  = (vd)_mm_unpacklo_pd(x, y);
    *second = (vd)_mm_unpackhi_pd(x, y);
}

NB_INLINE unsigned usigns(vu u)          { return (unsigned)_mm_movemask_pd((__m128d)u); }
NB_INLINE vd     vfold(const vd s[4])    { return (s[0] + s[2]) + (s[1] + s[3]); }
NB_INLINE double vtree(vd s)             { return s[0] + s[1]; }

NB_INLINE vd vtrees(const vd s[2])
{
    return (vd)_mm_unpacklo_pd((__m128d)s[0], (__m128d)s[1]) + (vd)_mm_unpackhi_pd((__m128d)s[0], (__m128d)s[1]);
}

/* fma without the instruction (Boldo and Melquiond 2008). Exactly, a b = u + v (Dekker), c + v = s + q and u + s = w +
 * r (Knuth), so that a b + c = w + (r + q). Rounding r + q to odd and w + that to nearest rounds the sum once.
 *
 * Dekker's product is exact where nothing overflows and no partial product falls below 2^-1074: |a|, |b|, |c|, |a b| <=
 * 2^990 and |a b| >= 2^-960 or a b = 0 exactly. Elsewhere, and at inf and NaN, the lanes go to libm one by one. */
NB_INLINE vd fma_halves(vd a, vd *low)
{
    const vd c = a * 134217729.0, high = c - (c - a);
    *low = a - high;
    return high;
}

NB_INLINE vd fma_sum(vd a, vd b, vd *error)
{
    const vd s = a + b, t = s - a;
    *error = (a - (s - t)) + (b - t);
    return s;
}

NB_INLINE vd fma_in_range(vd a, vd b, vd c, vd u)
{
    vd al, bl, q, r, e;
    const vd ah = fma_halves(a, &al), bh = fma_halves(b, &bl);
    const vd v = ((ah * bh - u) + ah * bl + al * bh) + al * bl;
    const vd s = fma_sum(c, v, &q), w = fma_sum(u, s, &r);
    const vu z = vbits(fma_sum(r, q, &e)), inexact = ~vequal(e, vset(0.0));
    const vd odd = vreal((z - (inexact & ((z ^ vbits(e)) >> 63))) | (inexact & 1));
    const vd sum = w + odd;
    const vu zero = vequal(sum, vset(0.0));         // its sign is that of u + c, which is then exact
    return vreal((vbits(sum) & ~zero) | (vbits(u + c) & zero));
}

static __attribute__((noinline, unused)) vd fma_anywhere(vd a, vd b, vd c)
{
    return (vd){ fma(a[0], b[0], c[0]), fma(a[1], b[1], c[1]) };
}

static __attribute__((noinline, unused)) vd vfma(vd a, vd b, vd c)         // sixty operations are too many to inline
{
    const vu sign = uset(1ULL << 63);
    const vd u = a * b, p = vreal(vbits(u) & ~sign);
    const vd size = (vreal(vbits(a) & ~sign) + vreal(vbits(b) & ~sign)) + (vreal(vbits(c) & ~sign) + p);
    const vu bounded = (vu)(size <= 0x1p990), exact = (vu)(p >= 0x1p-960);
    if (__builtin_expect(_mm_movemask_pd((__m128d)(bounded & exact)) == 3, 1))
        return fma_in_range(a, b, c, u);
    const vu nothing = vequal(a, vset(0.0)) | vequal(b, vset(0.0));
    if (_mm_movemask_pd((__m128d)(bounded & (exact | nothing))) == 3)
        return fma_in_range(a, b, c, u);
    return fma_anywhere(a, b, c);
}

#endif
#endif

#if NB_VB < 32

NB_INLINE vd vload_first(const double *p, size_t n)
{
    double x[NB_VW] = { 0 };
    for (size_t i = 0; i < n; i++)
        x[i] = p[i];
    return vload(x);
}

NB_INLINE void vstore_first(double *p, size_t n, vd x)
{
    double from[NB_VW];
    vstore(from, x);
    for (size_t i = 0; i < n; i++)
        p[i] = from[i];
}

#endif
#if NB_VB < 64

NB_INLINE void vquads(const double *base, const uint64_t *at, vd column[4])
{
    vpairs(base, at, &column[0], &column[1]);
    vpairs(base + 2, at, &column[2], &column[3]);
}

#endif

NB_INLINE bool unegative(vu u) { return usigns(u) != 0; }

/* first + i of the elements i that have bit 63, in turn, to a place for NB_VW of them; how many. */
NB_INLINE size_t ulist(vu u, uint64_t first, uint64_t *to)
{
    const unsigned signs = usigns(u);
    size_t n = 0;
#if NB_VB == 64
    ustore(to, (vu)_mm512_maskz_compress_epi64((__mmask8)signs, (__m512i)(uset(first) + uiota())));
    n = (size_t)__builtin_popcount(signs);
#else
    for (unsigned i = 0; i < NB_VW; i++) {              // half of the time: no branch to be foretold
        to[n] = first + i;
        n += signs >> i & 1;
    }
#endif
    return n;
}

NB_INLINE vd vfnma(vd a, vd b, vd c)       { return vfma(-a, b, c); }       // c - a b
NB_INLINE vd vabs(vd x)                    { return vreal(vbits(x) & ~uset(1ULL << 63)); }
NB_INLINE vd vselect(vu mask, vd a, vd b)  { return vreal((vbits(a) & mask) | (vbits(b) & ~mask)); }

/* u - c of integers u < 2^52, exactly where 2^52 + c and the difference are doubles: 2^52 + u has u in its low bits. */
NB_INLINE vd vinteger(vu u, double c) { return vreal(u | 0x4330000000000000) - (0x1p52 + c); }

/* 2^-32 times the low half of u, less c, likewise: 2^20 + u 2^-32 has u in its low bits. */
NB_INLINE vd vfraction(vu u, double c)
{
    return vreal((u & 0xffffffff) | 0x4130000000000000) - (0x1p20 + c);
}

/* a and b exchanged where bit 0 of odd is set. */
NB_INLINE void vexchange(vu odd, vd *a, vd *b)
{
#if NB_VB == 64
    const __mmask8 where = _mm512_test_epi64_mask((__m512i)odd, (__m512i)uset(1));
    const vd kept = *a;
    *a = (vd)_mm512_mask_blend_pd(where, (__m512d)*a, (__m512d)*b);
    *b = (vd)_mm512_mask_blend_pd(where, (__m512d)*b, (__m512d)kept);
#else
    const vu where = uset(0) - (odd & 1);
    const vd kept = *a;
    *a = vselect(where, *b, *a);
    *b = vselect(where, kept, *b);
#endif
}

/* p, as another address to the compiler: what is there is read again, and needs no register until then. */
NB_INLINE const double *vagain(const double *p)
{
    __asm__("" : "+r"(p));
    return p;
}

/* Sums over n numbers, n a multiple of 8. Chunk c of eight goes to accumulator c mod 4, eight lanes wide; the
 * accumulators add up as (0 + 2) + (1 + 3) and the lanes as a tree. That order is the definition at every width. */
NB_INLINE vd vclose(vd s[4][NB_PARTS])
{
    for (size_t j = 0; j < NB_PARTS; j++)
        s[0][j] = (s[0][j] + s[2][j]) + (s[1][j] + s[3][j]);
    return vfold(s[0]);
}

/* All of a dot product but the last levels of its tree, which NB_VW of them climb together. */
NB_INLINE vd vdot_open(const double *a, const double *x, size_t n)
{
    vd s[4][NB_PARTS];
    for (size_t q = 0; q < 4; q++)
        for (size_t j = 0; j < NB_PARTS; j++)
            s[q][j] = vset(0.0);
    size_t i = 0;
    NB_UNROLL
    for (; i + 32 <= n; i += 32)
        for (size_t q = 0; q < 4; q++)
            for (size_t j = 0; j < NB_PARTS; j++)
                s[q][j] = vfma(vload(a + i + 8 * q + NB_VW * j), vload(x + i + 8 * q + NB_VW * j), s[q][j]);
    for (size_t q = 0; q < 3; q++)
        if (i + 8 * q < n)
            for (size_t j = 0; j < NB_PARTS; j++)
                s[q][j] = vfma(vload(a + i + 8 * q + NB_VW * j), vload(x + i + 8 * q + NB_VW * j), s[q][j]);
    return vclose(s);
}

/* A dot product of numbers that are made as it goes: vdot where each number from k on is x in turn. */
typedef struct { vd s[4][NB_PARTS]; } vsums;

NB_INLINE vsums vsums_none(void)
{
    vsums sums;
    for (size_t q = 0; q < 4; q++)
        for (size_t j = 0; j < NB_PARTS; j++)
            sums.s[q][j] = vset(0.0);
    return sums;
}

NB_INLINE void vsums_add(vsums *sums, size_t k, const double *a, vd x)
{
    vd *s = &sums->s[k / 8 % 4][k % 8 / NB_VW];
    *s = vfma(vload(a + k), x, *s);
}

NB_INLINE double vsums_tree(vsums *sums)
{
    return vtree(vclose(sums->s));
}

NB_INLINE double vdot(const double *a, const double *x, size_t n)
{
    return vtree(vdot_open(a, x, n));
}

/* a + at[l] times x + l apart, l = 0 .. NB_VW-1. */
NB_INLINE vd vdots(const double *a, const uint64_t *at, const double *x, size_t apart, size_t n)
{
    vd s[NB_VW];
    NB_UNROLL
    for (size_t l = 0; l < NB_VW; l++)
        s[l] = vdot_open(a + at[l], x + l * apart, n);
    return vtrees(s);
}

NB_INLINE double vsum(const double *x, size_t n)
{
    vd s[4][NB_PARTS];
    for (size_t q = 0; q < 4; q++)
        for (size_t j = 0; j < NB_PARTS; j++)
            s[q][j] = vset(0.0);
    size_t i = 0;
    for (; i + 32 <= n; i += 32)
        for (size_t q = 0; q < 4; q++)
            for (size_t j = 0; j < NB_PARTS; j++)
                s[q][j] += vload(x + i + 8 * q + NB_VW * j);
    for (size_t q = 0; q < 3; q++)
        if (i + 8 * q < n)
            for (size_t j = 0; j < NB_PARTS; j++)
                s[q][j] += vload(x + i + 8 * q + NB_VW * j);
    return vtree(vclose(s));
}

/* log x for positive normal x. x = 2^n (1 + f) with sqrt(1/2) <= 1 + f < sqrt 2; with s = f / (2 + f),
 * log(1 + f) = 2 atanh s = f - s (f - R), R = 2/3 s^2 + 2/5 s^4 + ...; coefficients of fdlibm (Sun, 1993). */
typedef struct { vd n, f, s; } vlog_parts;

NB_INLINE vlog_parts vlog_open(vd x)
{
    const uint64_t over = 0x00095f619980c433;                                   // bits of 1 less those of sqrt(1/2)
    const vu b = vbits(x) + over;
    const vd f = vreal((b & 0x000fffffffffffff) + (0x3ff0000000000000 - over)) - 1.0;
    return (vlog_parts){ vinteger(b >> 52, 1023), f, f / (f + 2.0) };
}

NB_INLINE vd vlog_close(vlog_parts x)
{
    const vd z = x.s * x.s;
    vd p = vfma(z, vset(1.479819860511658591e-01), vset(1.531383769920937332e-01));
    p = vfma(p, z, vset(1.818357216161805012e-01));
    p = vfma(p, z, vset(2.222219843214978396e-01));
    p = vfma(p, z, vset(2.857142874366239149e-01));
    p = vfma(p, z, vset(3.999999999940941908e-01));
    p = vfma(p, z, vset(6.666666666666735130e-01));
    const vd low = vfnma(x.s, vfnma(p, z, x.f), x.n * 1.90821492927058770002e-10);
    return vfma(x.n, vset(6.93147180369123816490e-01), low + x.f);
}

NB_INLINE vd vlog(vd x)
{
    return vlog_close(vlog_open(x));
}

/* exp x for |x| <= 708, beyond which x counts as 708 or -708. x = n log 2 + r, |r| <= log(2) / 2; Taylor's sum to r^13
 * / 13!. */
NB_INLINE vd vexp(vd x)
{
    const vd most = vset(708.0), below = vselect(vless(most, x), most, x);
    const vd y = vselect(vless(below, -most), -most, below);
    const vd shifted = vfma(y, vset(1.44269504088896338700), vset(0x1.8p52)), n = shifted - 0x1.8p52;
    const vd r = vfnma(n, vset(1.90821492927058770002e-10), vfnma(n, vset(6.93147180369123816490e-01), y));
    vd p = vfma(r, vset(1.0 / 6227020800), vset(1.0 / 479001600));
    p = vfma(p, r, vset(1.0 / 39916800));
    p = vfma(p, r, vset(1.0 / 3628800));
    p = vfma(p, r, vset(1.0 / 362880));
    p = vfma(p, r, vset(1.0 / 40320));
    p = vfma(p, r, vset(1.0 / 5040));
    p = vfma(p, r, vset(1.0 / 720));
    p = vfma(p, r, vset(1.0 / 120));
    p = vfma(p, r, vset(1.0 / 24));
    p = vfma(p, r, vset(1.0 / 6));
    p = vfma(p, r, vset(0.5));
    p = vfma(p, r * r, r) + 1.0;
    return p * vreal((vbits(shifted) + 1023) << 52);
}

/* Sine and cosine of v quarter turns, |v| <= 1/2; coefficients of fdlibm. */
NB_INLINE void vsincos(vd v, vd *sine, vd *cosine)
{
    const vd t = v * 1.57079632679489661923, z = t * t;
    vd p = vfma(z, vset(1.58969099521155010221e-10), vset(-2.50507602534068634195e-08));
    p = vfma(p, z, vset(2.75573137070700676789e-06));
    p = vfma(p, z, vset(-1.98412698298579493134e-04));
    p = vfma(p, z, vset(8.33333333332248946124e-03));
    p = vfma(p, z, vset(-1.66666666666666324348e-01));
    *sine = vfma(t, z * p, t);
    vd q = vfma(z, vset(-1.13596475577881948265e-11), vset(2.08757232129817482790e-09));
    q = vfma(q, z, vset(-2.75573143513906633035e-07));
    q = vfma(q, z, vset(2.48015872894767294178e-05));
    q = vfma(q, z, vset(-1.38888888888741095749e-03));
    q = vfma(q, z, vset(4.16666666666666019037e-02));
    *cosine = 1.0 - vfnma(z * z, q, z * 0.5);
}

#endif
