using System.Collections.Immutable;

namespace Actors.Unicode.Queries;

/// <summary>Reads fields: finds the end of their values, which may be quoted, and moves the lexer behind it.</summary>
internal sealed class FieldTerms(QueryLexer lexer, WordTerms words, TermCount count)
{
    /// <exception cref="QueryException">
    /// <c>unknown_field</c>, <c>bad_term</c>, <c>query_too_complex</c>, <c>unbalanced_quote</c>, <c>code_out_of_range</c>.
    /// </exception>
    public QueryNode Read(QueryToken head)
    {
        var name = QueryFields.Split(lexer.Text.AsSpan(head.Start, head.End - head.Start), out var op);
        if (op != Comparison.Equal && QueryFields.Property(name) != PropertyField.Age)
            throw QueryErrors.BadTerm($"Only age can be compared; write {name}: and a value.", head.Start);
        if (QueryFields.Property(name) is { } property)
            return Property(property, op, head);
        if (QueryFields.Source(name, out var language) is { } source)
            return Source(source, language, head);
        if (QueryFields.IsDecimal(name))
            return Decimal(head);
        if (QueryFields.IsUtf8(name))
        {
            count.Add(head.Start);
            return Utf8Terms.Read(lexer, head);
        }
        throw QueryErrors.UnknownField(name, head.Start);
    }

    private QueryNode.Property Property(PropertyField field, Comparison op, QueryToken head)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            var (start, end) = Value();
            values.Add(lexer.Text[start..end].Trim('"'));
        }
        while (TakeComma());
        return op == Comparison.Equal || values.Count == 1
            ? new(field, op, values.ToImmutable(), head.Start)
            : throw QueryErrors.BadTerm("A comparison takes a single value.", head.Start);
    }

    private QueryNode Source(WordSource source, string? language, QueryToken head)
    {
        var choices = ImmutableArray.CreateBuilder<QueryNode>();
        do
        {
            var (start, end) = Value(counts: false);
            choices.Add(SourceValue(source, language, head, start, end)
                ?? throw QueryErrors.BadTerm("The value of the field has no word.", start));
        }
        while (TakeComma());
        return choices.Count > 1 ? new QueryNode.Or(choices.ToImmutable(), head.Start) : choices[0];
    }

    private QueryNode? SourceValue(WordSource source, string? language, QueryToken head, int start, int end)
    {
        if (lexer.Text[start] == '"')
            return words.Phrase(start, end) is { } phrase ? new QueryNode.Source(source, language, phrase, head.Start) : null;
        var each = words.Words(start, end);
        for (var i = 0; i < each.Count; i++)
            each[i] = new QueryNode.Source(source, language, each[i], head.Start);
        return WordTerms.All(each);
    }

    private QueryNode.CodePoints Decimal(QueryToken head)
    {
        var codes = ImmutableArray.CreateBuilder<int>();
        do
        {
            var (start, end) = Value();
            codes.Add(CodeTerms.Checked(AsciiText.Decimal(lexer.Text.AsSpan(start, end - start)), "dec:9820", start));
        }
        while (TakeComma());
        return new(codes.ToImmutable(), IsLiteral: false, head.Start);
    }

    // A value reaches up to a comma or the end of the token, or from one quotation mark to the next.
    private (int Start, int End) Value(bool counts = true)
    {
        var start = lexer.Position;
        var isQuoted = start < lexer.Text.Length && lexer.Text[start] == '"';
        var end = isQuoted ? lexer.QuoteEnd(start) : BareValueEnd(start);
        if (end == start || (isQuoted && end == start + 2))
            throw QueryErrors.BadTerm("The field lacks a value. It follows without a blank.", start);
        if (counts)
            count.Add(start);
        lexer.Position = end;
        return (start, end);
    }

    private int BareValueEnd(int start)
    {
        var end = lexer.BareEnd(start);
        var comma = lexer.Text.AsSpan(start, end - start).IndexOf(',');
        return comma < 0 ? end : start + comma;
    }

    private bool TakeComma()
    {
        if (lexer.Position == lexer.Text.Length || lexer.Text[lexer.Position] != ',')
            return false;
        lexer.Position++;
        return true;
    }
}
