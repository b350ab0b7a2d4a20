using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Actors.Cli;

/// <summary>
/// Arguments as they were given. The runtime decodes them as UTF-8 with U+FFFD in place of what is none, and a command
/// would act on something that nobody wrote.
/// </summary>
internal static class Arguments
{
    private const char Replacement = '\uFFFD';

    /// <summary>The whole command line of this process, each argument with a zero byte behind it; null where the system does not tell.</summary>
    public static byte[]? OfProcess()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllBytes("/proc/self/cmdline") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="args">The decoded arguments; only one with U+FFFD in it makes the bytes be read.</param>
    /// <param name="bytes">As <see cref="OfProcess"/>. The arguments are the last ones; before them is the program.</param>
    /// <exception cref="CommandException">An argument is not valid UTF-8.</exception>
    public static void RefuseBroken(string[] args, Func<byte[]?> bytes)
    {
        if (!Array.Exists(args, arg => arg.Contains(Replacement)) || bytes() is not [.. var line, 0])
            return;
        foreach (var argument in Split(line).TakeLast(args.Length))
        {
            if (!Utf8.IsValid(argument))
                throw CommandException.Usage($"The argument '{Shown(argument)}' is not valid UTF-8.");
        }
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> line)
    {
        var arguments = new List<byte[]>();
        foreach (var range in line.Split((byte)0))
            arguments.Add(line[range].ToArray());
        return arguments;
    }

    // What can be read stays readable; the bytes at fault stand there in hexadecimal digits.
    private static string Shown(ReadOnlySpan<byte> argument)
    {
        var shown = new StringBuilder();
        while (!argument.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(argument, out var rune, out var length) == OperationStatus.Done;
            if (isText && !Rune.IsControl(rune))
                shown.Append(rune.ToString());
            else
                foreach (var value in argument[..length])
                    shown.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            argument = argument[length..];
        }

        return shown.ToString();
    }
}
