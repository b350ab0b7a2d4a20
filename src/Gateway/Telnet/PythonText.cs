namespace Actors.Gateway.Telnet;

/// <summary>Lines as the book's program sees them.</summary>
internal static class PythonText
{
    // The White_Space characters and the four information separators.
    private const string Space =
        "\t\n\v\f\r\x1C\x1D\x1E\x1F \x85\xA0\u1680" +
        "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    /// <summary>White space of both ends removed, as Python's <c>strip</c> does it.</summary>
    public static string Strip(string text) => text.AsSpan().Trim(Space).ToString();
}
