using System.Collections.Immutable;

namespace Actors.Unicode.Queries;

/// <summary>Reads bare tokens and quoted text.</summary>
internal sealed class WordTerms(string text, CharMode mode, ICharacterClasses classes, TermCount count)
{
    /// <summary>Null for none, itself for one, else <see cref="QueryNode.And"/>.</summary>
    public static QueryNode? All(ImmutableArray<QueryNode>.Builder terms) =>
        terms.Count > 1 ? new QueryNode.And(terms.ToImmutable(), terms[0].Position) : terms.FirstOrDefault();

    /// <summary>A bare token: a code or range, its words, or characters to identify. Null for ASCII punctuation.</summary>
    /// <exception cref="QueryException">
    /// <c>bad_term</c>, <c>query_too_complex</c>, <c>reversed_range</c>, <c>code_out_of_range</c>.
    /// </exception>
    public QueryNode? Bare(int start, int end, bool isNegated)
    {
        if (CodeTerms.Read(text.AsSpan(start, end - start), start) is { } code)
        {
            count.Add(start);
            return code;
        }
        var token = TokenShape.Of(text.AsSpan(start, end - start), classes);
        if (token.IsPunctuation)
            return null;
        var readsAsWord = token.HasAsciiWord || (mode == CharMode.Smart && token.IsForeignWord && (token.CodePoints > 1 || token.HasStar));
        return readsAsWord ? All(Words(start, end, token, isNegated)) : Literal(start, end);
    }

    /// <summary>A phrase. Symbols without any word are identified; ASCII punctuation is null.</summary>
    /// <param name="start">The opening quotation mark.</param>
    /// <param name="end">The unit after the closing one.</param>
    /// <exception cref="QueryException"><c>query_too_complex</c></exception>
    public QueryNode? Quoted(int start, int end)
    {
        if (Phrase(start, end) is { } phrase)
            return phrase;
        return QueryText.IsPunctuation(text.AsSpan(start, end - start), classes) ? null : Literal(start + 1, end - 1);
    }

    /// <summary>The words between quotation marks; null if there is none.</summary>
    /// <exception cref="QueryException"><c>query_too_complex</c></exception>
    public QueryNode.Phrase? Phrase(int start, int end)
    {
        var words = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var tokenizer = new WordTokenizer(text.AsSpan(start, end - start), classes, stackalloc byte[WordTokenizer.BufferSize]);
        while (tokenizer.MoveNext())
        {
            CheckLength(tokenizer.End - tokenizer.Start, start + tokenizer.Start);
            words.Add(tokenizer.Current.ToArray());
        }
        if (words.Count == 0)
            return null;
        count.Add(start);
        return new(words.ToImmutable(), text[(start + 1)..(end - 1)], start);
    }

    /// <summary>The words of the bare value of a field, none of which is taken for a code or for unfinished.</summary>
    /// <exception cref="QueryException"><c>bad_term</c>, <c>query_too_complex</c>.</exception>
    public ImmutableArray<QueryNode>.Builder Words(int start, int end) =>
        Words(start, end, token: default, isNegated: false, isField: true);

    private ImmutableArray<QueryNode>.Builder Words(int start, int end, TokenShape token, bool isNegated, bool isField = false)
    {
        var words = ImmutableArray.CreateBuilder<QueryNode>();
        var span = text.AsSpan(start, end - start);
        var star = span.IndexOf('*');
        var tokenizer = new WordTokenizer(span, classes, stackalloc byte[WordTokenizer.BufferSize]);
        var last = 0;
        while (tokenizer.MoveNext())
        {
            var position = start + tokenizer.Start;
            var length = tokenizer.End - tokenizer.Start;
            count.Add(position);
            CheckLength(length, position);
            last = tokenizer.End;
            var written = text.Substring(position, length);
            var isPrefix = star == last;
            var isLast = !isField && !isNegated && last == span.Length && end == text.Length;
            var isWhole = !isField && length == span.Length;
            var literal = isWhole && token.IsForeignWord ? CodePointsOf(span) : [];
            words.Add(new QueryNode.Word(
                tokenizer.Current.ToArray(), isPrefix, isLast, isWhole ? BareCode(written) : null, written, literal, position));
        }
        return star < 0 || (star == last && words.Count > 0)
            ? words
            : throw QueryErrors.BadTerm("A * stands only behind the last word of a term.", start + star);
    }

    private QueryNode.CodePoints Literal(int start, int end)
    {
        count.Add(start);
        return new(CodePointsOf(text.AsSpan(start, end - start)), IsLiteral: true, start);
    }

    // Blanks occur only in quoted text, where they keep symbols apart.
    private ImmutableArray<int> CodePointsOf(ReadOnlySpan<char> span)
    {
        var codes = ImmutableArray.CreateBuilder<int>(span.Length);
        for (var position = 0; position < span.Length;)
        {
            var codePoint = Utf16.CodePointAt(span, position, out var length);
            if (length == 2 || !QueryText.IsWhiteSpace(span[position], classes))
                codes.Add(codePoint);
            position += length;
        }
        return codes.ToImmutable();
    }

    private static int? BareCode(string word) =>
        word.Length is >= 4 and <= 6 && AsciiText.Hex(word) is >= 0 and <= 0x10FFFF and var code ? code : null;

    private static void CheckLength(int length, int position)
    {
        if (length > QueryLimits.WordLength)
            throw QueryErrors.TooComplex("characters in a word", QueryLimits.WordLength, position);
    }
}
