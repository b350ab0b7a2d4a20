namespace Actors.Cli.Flags;

/// <summary>Country codes as people type them.</summary>
internal static class CodeArguments
{
    /// <summary>
    /// Each must be one or two ASCII letters. ASCII only: full Unicode upper-casing would let <c>ß</c> pass as <c>SS</c>.
    /// </summary>
    /// <exception cref="CommandException">One is not.</exception>
    public static void Check(IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            if (code.StartsWith('-'))
                throw CommandException.Usage($"'{code}' is no option of flags.");
            if (code.Length is not (1 or 2) || !code.All(char.IsAsciiLetter))
            {
                throw CommandException.Usage(
                    $"'{code}' is no country code: give two letters, or one letter for the 26 codes that start with it.");
            }
        }
    }
}
