using System.Security.Cryptography;
using System.Text;
using Actors.Client;

namespace Actors.Cli.Nodes;

/// <summary>The key that this program shows to nodes. From the environment only: a command line can be seen by everybody on a machine.</summary>
internal static class NodeKey
{
    public const string Variable = "ACTORS_KEY";

    /// <summary>A client of a node under the key of <see cref="Variable"/>, if it is set.</summary>
    /// <exception cref="CommandException">What stands there cannot be a key.</exception>
    public static ActorsClient Connect(Uri gateway, Func<string, string?> variable)
    {
        var key = variable(Variable) is { Length: > 0 } value ? value : null;
        try
        {
            return Connect(gateway, key);
        }
        catch (ArgumentException e) when (key is not null)
        {
            throw CommandException.Usage($"{Variable} must consist of visible ASCII characters.", e);
        }
    }

    public static ActorsClient Connect(Uri gateway, string? key) => new(gateway, new ActorsClientOptions { Key = key });

    /// <summary>A key that lives as long as this process.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The key as <c>Auth:Keys</c> has it.</summary>
    public static string Hash(string key) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
