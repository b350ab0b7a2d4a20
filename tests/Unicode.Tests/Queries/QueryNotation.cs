using System.Text;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

/// <summary>Writes a query as one line, so that tests can compare trees as text.</summary>
internal static class QueryNotation
{
    public static string Words(string text) => Of(Parse(text, CharMode.Words));

    public static string Smart(string text) => Of(Parse(text, CharMode.Smart));

    public static QueryNode Parse(string text, CharMode mode) => QueryParser.Parse(text, mode, FakeCharacterClasses.Instance);

    public static QueryException Error(string text, CharMode mode = CharMode.Words) =>
        Assert.Throws<QueryException>(() => Parse(text, mode));

    /// <summary>Words: <c>CAT*</c>, <c>CAT~</c> (last), <c>FACE=FACE</c> (a code too), <c>笑い{7B11,3044}</c> (a literal too).</summary>
    public static string Of(QueryNode node) => node switch
    {
        QueryNode.Nothing => "nothing",
        QueryNode.And and => $"and({string.Join(' ', and.Terms.Select(Of))})",
        QueryNode.Or or => $"or({string.Join(' ', or.Branches.Select(Of))})",
        QueryNode.Not not => $"not({Of(not.Term)})",
        QueryNode.Word word => Word(word),
        QueryNode.Phrase phrase => $"\"{string.Join(' ', phrase.Words.Select(Text))}\"",
        QueryNode.Property property => $"{property.Field} {property.Op} [{string.Join('|', property.Values)}]",
        QueryNode.Source source => $"{source.From}.{source.Language ?? "all"}:{Of(source.Words)}",
        QueryNode.CodePoints codes => $"{(codes.IsLiteral ? "literal" : "codes")}({string.Join(',', codes.Codes.Select(Hex))})",
        QueryNode.Range range => $"{Hex(range.First)}..{Hex(range.Last)}",
        _ => throw new ArgumentException(node.ToString(), nameof(node)),
    };

    private static string Word(QueryNode.Word word)
    {
        var text = new StringBuilder(Text(word.Text));
        if (word.IsPrefix)
            text.Append('*');
        if (word.IsLast)
            text.Append('~');
        if (word.CodePoint is { } code)
            text.Append('=').Append(Hex(code));
        if (!word.Literal.IsEmpty)
            text.Append('{').AppendJoin(',', word.Literal.Select(Hex)).Append('}');
        return text.ToString();
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static string Hex(int code) => code.ToString("X4");
}
