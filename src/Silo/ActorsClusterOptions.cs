using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Silo;

/// <summary>Which cluster this process belongs to. Section <c>Cluster</c>.</summary>
public sealed class ActorsClusterOptions
{
    /// <summary>StackExchange.Redis connection string for membership, state and reminders. Default empty: one node on the embedded store.</summary>
    public string Redis { get; set; } = "";

    /// <summary>One deployment; a new id is a new cluster over the same state. Default <c>actors</c>.</summary>
    [Required] public string Id { get; set; } = "actors";

    /// <summary>The application; prefixes stored keys and must never change. Default <c>actors</c>.</summary>
    [Required] public string ServiceId { get; set; } = "actors";

    /// <summary>How soon a silent silo is given up: <c>Balanced</c> (2 s × 3) or <c>Fast</c> (1 s × 2). Default <c>Balanced</c>.</summary>
    [AllowedValues(MembershipProfile.Balanced, MembershipProfile.Fast, ErrorMessage = $"must be {MembershipProfile.Balanced} or {MembershipProfile.Fast}")]
    public string Profile { get; set; } = MembershipProfile.Balanced;

    public bool IsEmbedded => Redis.Length == 0;
}

[OptionsValidator]
internal sealed partial class ActorsClusterOptionsValidator : IValidateOptions<ActorsClusterOptions>;
