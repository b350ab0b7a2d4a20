using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Origins;

/// <summary>
/// A hash of a section of the configuration, to compare two silos by. Of what comes from the environment (<c>{env:NAME}</c>) only the name is
/// part of it.
/// </summary>
internal static class SectionFingerprint
{
    public static string Of(IConfigurationSection section)
    {
        var lines = section.AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Key.ToUpperInvariant()}={pair.Value}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
