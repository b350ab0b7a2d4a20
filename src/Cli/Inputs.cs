using System.CommandLine;
using System.Globalization;

namespace Actors.Cli;

/// <summary>Options that several commands share, and the numbers among them.</summary>
internal static class Inputs
{
    public static Option<string?> Gateway() => new("--gateway")
    {
        HelpName = "URL",
        Description = "The node's gateway; else ACTORS_GATEWAY, else the 'serve' that holds the data directory.",
    };

    public static Argument<string> HarvestId() => new("ID") { Description = "A harvest's id, as 'actors list' shows it." };

    /// <summary>A whole number in a range; anything else is a usage error that names the option.</summary>
    public static Option<int?> Number(string name, string[] aliases, int least, int most, string description) => new(name, aliases)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
            {
                return number;
            }

            var range = most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
            result.AddError($"{name} must be a whole number {range}, not '{text}'.");
            return null;
        },
    };
}
