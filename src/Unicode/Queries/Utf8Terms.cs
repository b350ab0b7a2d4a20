using System.Buffers;

namespace Actors.Unicode.Queries;

/// <summary>
/// Reads <c>utf8:</c>, the bytes of one or more characters, two hexadecimal digits each. Commas may stand between bytes. A blank may
/// too while the character is incomplete, since the first byte says how many follow: so <c>utf8:e2 99 9c cafe</c> is a character and
/// a word. In quotation marks blanks are free.
/// </summary>
internal static class Utf8Terms
{
    private const string Form = "utf8:e2 99 9c, two digits for each byte of UTF-8";

    /// <exception cref="QueryException"><c>bad_term</c>, <c>unbalanced_quote</c>.</exception>
    public static QueryNode.CodePoints Read(QueryLexer lexer, QueryToken head)
    {
        var text = lexer.Text;
        var isQuoted = lexer.Position < text.Length && text[lexer.Position] == '"';
        var end = isQuoted ? lexer.QuoteEnd(lexer.Position) - 1 : text.Length;
        if (isQuoted)
            lexer.Position++;
        var bytes = new List<byte>();
        List<int> codes;
        OperationStatus status;
        do
        {
            lexer.SkipBlanks();
            ReadBytes(lexer, end, bytes);
            codes = [];
            status = EscapedCodes.DecodeUtf8(bytes.ToArray(), codes);
            if (isQuoted)
                lexer.SkipBlanks();
        }
        while (isQuoted ? lexer.Position < end : status == OperationStatus.NeedMoreData);
        if (status != OperationStatus.Done)
            throw QueryErrors.BadTerm("The bytes are not UTF-8.", head.Start);
        if (isQuoted)
            lexer.Position = end + 1;
        return new([.. codes], IsLiteral: false, head.Start);
    }

    // At least one, up to the first blank.
    private static void ReadBytes(QueryLexer lexer, int end, List<byte> bytes)
    {
        var start = lexer.Position;
        var run = lexer.Text.AsSpan(start, Math.Min(lexer.BareEnd(start), end) - start);
        lexer.Position += run.Length;
        foreach (var part in run.Split(','))
        {
            var digits = run[part];
            if (digits.IsEmpty || digits.Length % 2 != 0)
                throw QueryErrors.BadTerm($"Bytes are written as {Form}.", start + part.Start.Value);
            for (var i = 0; i < digits.Length; i += 2)
                bytes.Add((byte)CodeTerms.Checked(AsciiText.Hex(digits.Slice(i, 2)), Form, start + part.Start.Value + i));
        }
    }
}
