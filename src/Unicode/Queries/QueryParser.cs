using System.Collections.Immutable;

namespace Actors.Unicode.Queries;

/// <summary>
/// Reads queries of the modes <see cref="CharMode.Words"/> and <see cref="CharMode.Smart"/>; docs/queries.md has the grammar. Recursive
/// descent, as deep as <see cref="QueryLimits.Depth"/> at most.
/// </summary>
internal sealed class QueryParser
{
    private readonly QueryLexer _lexer;
    private readonly WordTerms _words;
    private readonly FieldTerms _fields;
    private QueryToken _token;
    private int _depth;

    private QueryParser(string text, CharMode mode, ICharacterClasses classes)
    {
        var count = new TermCount();
        _lexer = new(text, classes);
        _words = new(text, mode, classes, count);
        _fields = new(_lexer, _words, count);
        _token = _lexer.Next();
    }

    /// <param name="text">The query as it was written.</param>
    /// <param name="mode">Not <see cref="CharMode.Seed"/>, which has no grammar.</param>
    /// <param name="classes">Facts about characters.</param>
    /// <exception cref="QueryException">
    /// <c>query_too_long</c>, <c>query_not_text</c>, <c>empty_query</c>, <c>query_too_complex</c>, <c>unbalanced_parenthesis</c>,
    /// <c>unbalanced_quote</c>, <c>bad_term</c>, <c>unknown_field</c>, <c>reversed_range</c>, <c>code_out_of_range</c>.
    /// </exception>
    public static QueryNode Parse(string text, CharMode mode, ICharacterClasses classes)
    {
        QueryText.Check(text, classes);
        return QueryText.IsPunctuation(text, classes) ? new QueryNode.Nothing(0) : new QueryParser(text, mode, classes).ParseAll();
    }

    private QueryNode ParseAll()
    {
        var query = ParseOr(0);
        return _token.Kind == QueryTokenKind.End
            ? query ?? new QueryNode.Nothing(0)
            : throw QueryErrors.UnbalancedParenthesis("The parenthesis was not opened.", _token.Start);
    }

    // Null: nothing but punctuation, which means nothing wherever it stands.
    private QueryNode? ParseOr(int start)
    {
        var branches = ImmutableArray.CreateBuilder<QueryNode>();
        var count = 0;
        for (int? or = null; ; or = _token.Start, Advance())
        {
            if (++count > QueryLimits.Branches)
                throw QueryErrors.TooComplex("branches of OR", QueryLimits.Branches, or!.Value);
            if (ParseAnd(start, or) is { } branch)
                AddFlat(branches, branch, ofTerms: false);
            if (_token.Kind != QueryTokenKind.Or)
                return branches.Count > 1 ? new QueryNode.Or(branches.ToImmutable(), branches[0].Position) : branches.FirstOrDefault();
        }
    }

    private QueryNode? ParseAnd(int start, int? or)
    {
        if (_token.Kind == QueryTokenKind.Or)
            throw QueryErrors.BadTerm("OR stands between two terms; the word is written in lower case.", _token.Start);
        if (_token.Kind is QueryTokenKind.Close or QueryTokenKind.End)
            throw MissingTerm(start, or);
        var terms = ImmutableArray.CreateBuilder<QueryNode>();
        while (_token.Kind is not (QueryTokenKind.Or or QueryTokenKind.Close or QueryTokenKind.End))
        {
            if (ParseTerm() is { } term)
                AddFlat(terms, term, ofTerms: true);
        }
        return WordTerms.All(terms);
    }

    private QueryException MissingTerm(int start, int? or)
    {
        if (or is { } position)
            return QueryErrors.BadTerm("OR stands between two terms; the word is written in lower case.", position);
        if (_depth == 0)
            return QueryErrors.UnbalancedParenthesis("The parenthesis was not opened.", _token.Start);
        return _token.Kind == QueryTokenKind.Close ? QueryErrors.BadTerm("The parentheses are empty.", start) : NotClosed(start);
    }

    private QueryNode? ParseTerm()
    {
        if (_token.Kind != QueryTokenKind.Not)
            return ParseAtom(isNegated: false);
        var position = _token.Start;
        Advance();
        return ParseAtom(isNegated: true) is { } term ? new QueryNode.Not(term, position) : null;
    }

    private QueryNode? ParseAtom(bool isNegated)
    {
        var token = _token;
        if (token.Kind == QueryTokenKind.Open)
            return ParseGroup(token.Start);
        var atom = token.Kind switch
        {
            QueryTokenKind.Quoted => _words.Quoted(token.Start, token.End),
            QueryTokenKind.Field => _fields.Read(token),
            // Directly behind a hyphen it is the word.
            _ => _words.Bare(token.Start, token.End, isNegated),
        };
        Advance();
        return atom;
    }

    private QueryNode? ParseGroup(int start)
    {
        if (++_depth > QueryLimits.Depth)
            throw QueryErrors.TooComplex("parentheses within each other", QueryLimits.Depth, start);
        Advance();
        var group = ParseOr(start);
        if (_token.Kind != QueryTokenKind.Close)
            throw NotClosed(start);
        _depth--;
        Advance();
        return group;
    }

    private static QueryException NotClosed(int start) => QueryErrors.UnbalancedParenthesis("The parenthesis is not closed.", start);

    private void Advance() => _token = _lexer.Next();

    private static void AddFlat(ImmutableArray<QueryNode>.Builder list, QueryNode node, bool ofTerms)
    {
        if (ofTerms && node is QueryNode.And and)
            list.AddRange(and.Terms);
        else if (!ofTerms && node is QueryNode.Or or)
            list.AddRange(or.Branches);
        else
            list.Add(node);
    }
}
