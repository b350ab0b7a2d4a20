namespace Actors.Unicode.Queries;

/// <summary>Cuts a query into pieces, from left to right.</summary>
/// <param name="text">A query that <see cref="QueryText.Check"/> let pass.</param>
/// <param name="classes">What is white space.</param>
internal sealed class QueryLexer(string text, ICharacterClasses classes)
{
    public string Text => text;

    /// <summary>Where the next piece is looked for. Whoever reads the values of a field moves it behind them.</summary>
    public int Position { get; set; }

    /// <exception cref="QueryException"><c>bad_term</c>, <c>unbalanced_quote</c>.</exception>
    public QueryToken Next()
    {
        SkipBlanks();
        var start = Position;
        if (start == text.Length)
            return new(QueryTokenKind.End, start, start);
        return text[start] switch
        {
            '(' => Take(QueryTokenKind.Open, start + 1),
            ')' => Take(QueryTokenKind.Close, start + 1),
            '"' => Take(QueryTokenKind.Quoted, QuoteEnd(start)),
            '-' => Hyphen(start),
            _ => FieldOrBare(start),
        };
    }

    public void SkipBlanks()
    {
        while (Position < text.Length && QueryText.IsWhiteSpace(text[Position], classes))
            Position++;
    }

    /// <summary>Where the run ends that contains no white space, parenthesis or quotation mark.</summary>
    public int BareEnd(int start)
    {
        while (start < text.Length && text[start] is not ('(' or ')' or '"') && !QueryText.IsWhiteSpace(text[start], classes))
            start++;
        return start;
    }

    /// <summary>The unit after the closing quotation mark.</summary>
    /// <exception cref="QueryException"><c>unbalanced_quote</c></exception>
    public int QuoteEnd(int start)
    {
        var end = text.IndexOf('"', start + 1);
        return end < 0 ? throw QueryErrors.UnbalancedQuote(start) : end + 1;
    }

    private QueryToken Take(QueryTokenKind kind, int end)
    {
        var token = new QueryToken(kind, Position, end);
        Position = end;
        return token;
    }

    // A hyphen negates what follows it directly. A run of punctuation that starts with one, as "--" or "->", is only punctuation,
    // unless it leans on a parenthesis or quotation mark and leaves open what is negated.
    private QueryToken Hyphen(int start)
    {
        var end = BareEnd(start + 1);
        var leans = end < text.Length && text[end] is '(' or '"';
        if (end == start + 1)
            return leans ? Take(QueryTokenKind.Not, end) : throw QueryErrors.BadTerm("Nothing follows the hyphen directly.", start);
        var isPunctuation = QueryText.IsPunctuation(text.AsSpan(start, end - start), classes);
        if (isPunctuation && !leans)
            return Take(QueryTokenKind.Bare, end);
        return isPunctuation || text[start + 1] == '-'
            ? throw QueryErrors.BadTerm("Only a single hyphen negates.", start)
            : Take(QueryTokenKind.Not, start + 1);
    }

    private QueryToken FieldOrBare(int start)
    {
        var end = BareEnd(start);
        var bare = text.AsSpan(start, end - start);
        if (bare is "OR")
            return Take(QueryTokenKind.Or, end);
        var head = QueryFields.HeadLength(bare);
        if (head > 0)
            return Take(QueryTokenKind.Field, start + head);
        var token = Take(QueryTokenKind.Bare, end);
        if (QueryFields.IsKnown(bare))
            RefuseOperator(bare);
        return token;
    }

    // As words, "age <= 6.3" would find nothing and not say why.
    private void RefuseOperator(ReadOnlySpan<char> field)
    {
        SkipBlanks();
        if (Position < text.Length && text[Position] is (':' or '=' or '<' or '>'))
            throw QueryErrors.DetachedOperator(field, Position);
    }
}
