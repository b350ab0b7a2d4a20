using System.Text;

namespace Actors.Unicode.Tests;

/// <summary>A result and its rows as they were written.</summary>
internal sealed record Answer(CharResult Result, ReadOnlyMemory<byte> Rows)
{
    /// <summary>The code points of text rows, in their order.</summary>
    public int[] Codes()
    {
        var codes = new int[Result.Count];
        var rest = Rows.Span;
        for (var row = 0; row < codes.Length; row++)
        {
            var code = rest[2..rest.IndexOf((byte)'\t')].TrimEnd((byte)' ');
            codes[row] = Hex(code);
            rest = rest[(rest.IndexOf("\r\n"u8) + 2)..];
        }

        Assert.True(rest.IsEmpty, "There are more rows than the result says.");
        return codes;
    }

    public string Text() => Encoding.UTF8.GetString(Rows.Span);

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var code = 0;
        foreach (var digit in digits)
            code = (code << 4) | (digit <= '9' ? digit - '0' : digit - 'A' + 10);
        return code;
    }
}
